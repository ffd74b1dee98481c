import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("../../native/", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/fake-libraries/", import.meta.url));
const FLAGS =
  "-std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Wno-unused-parameter -Werror -fPIC -shared -fvisibility=hidden";

/**
 * Whether there is no C compiler to build the fakes with; then says so on the standard error. For `skipIf`: a part that
 * is not tested must not look as if it were.
 *
 * @param what will not be tested.
 */
export function lacksCompiler(what: string): boolean {
  try {
    execFileSync("gcc", ["--version"], { stdio: "ignore" });
    return false;
  } catch {
    process.stderr.write(`\nSKIPPED: "${what}", because gcc is missing (apt-get install gcc)\n`);
    return true;
  }
}

/**
 * Compiles a shared library from C and returns its path; the same sources are compiled once.
 *
 * @param parts folders of `native/`, or modules of them without `.c`.
 */
export function compileShared(name: string, parts: readonly string[], defines: readonly string[]): string {
  const files = parts.flatMap(sourcesOf);
  const hash = createHash("sha256").update(defines.join(" "));
  for (const file of files) hash.update(readFileSync(file));
  const library = join(CACHE, `${name}-${hash.digest("hex").slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  mkdirSync(CACHE, { recursive: true });
  const scratch = `${library}.${process.pid}`;
  execFileSync("gcc", [
    ...FLAGS.split(" "),
    ...defines.map((define) => `-D${define}`),
    ...files.filter((file) => file.endsWith(".c")),
    "-o",
    scratch,
  ]);
  renameSync(scratch, library); // several test processes may compile at once: the last one wins, all are equal
  return library;
}

/** Headers too: a change in one makes another library. */
function sourcesOf(part: string): readonly string[] {
  const path = join(SOURCES, part);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [`${path}.c`, `${path}.h`];
  return readdirSync(path)
    .filter((name) => name.endsWith(".c") || name.endsWith(".h"))
    .map((name) => join(path, name));
}
