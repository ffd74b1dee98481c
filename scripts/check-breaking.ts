// Compares the wire contract with the one that others may have built on: `buf breaking` against the main branch of
// the origin, or against the newest release. Part of `pnpm check proto`.
import { spawnSync } from "node:child_process";

/** The commit to compare with; `undefined` where there is none, as in a shallow clone or an exported tree. */
function findBase(): string | undefined {
  return commitOf("refs/remotes/origin/main") ?? newestRelease();
}

function newestRelease(): string | undefined {
  const [tag = ""] = git("tag", "--list", "v*", "--sort=-version:refname").split("\n");
  return tag === "" ? undefined : commitOf(`refs/tags/${tag}`);
}

function commitOf(ref: string): string | undefined {
  const commit = git("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  return commit === "" ? undefined : commit;
}

/** What git answers; nothing where it is not there or fails. */
function git(...args: string[]): string {
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

const base = findBase();
if (base === undefined) {
  console.log(
    "SKIPPED: the wire contract is compared with no earlier one, for want of origin/main or a release tag",
  );
} else {
  const folder = git("rev-parse", "--path-format=absolute", "--git-common-dir");
  const buf = spawnSync("buf", ["breaking", "--against", `${folder}#ref=${base}`], { stdio: "inherit" });
  process.exitCode = buf.status ?? 1;
}
