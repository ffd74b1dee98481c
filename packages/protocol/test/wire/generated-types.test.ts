import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder, useCleanUps } from "../support/clean-ups.js";

const defer = useCleanUps();
/** Each starts the generator in a process of its own. */
const SLOW_MS = 60_000;

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

function check(root: string) {
  return spawnSync(process.execPath, ["--import", "tsx", join(root, "scripts/gen-proto.ts"), "--check"], {
    cwd: root,
    encoding: "utf8",
  });
}

describe("the committed types", () => {
  it(
    "are what the generator makes of proto/",
    () => {
      expect(check(ROOT)).toMatchObject({ status: 0, stderr: "" });
    },
    SLOW_MS,
  );

  it(
    "would be found out if they were not",
    () => {
      const copy = temporaryFolder(defer);
      for (const path of [
        "proto",
        "scripts",
        "packages/protocol/src",
        "packages/protocol/package.json",
        "package.json",
      ]) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        cpSync(join(ROOT, path), join(copy, path), { recursive: true });
      }
      for (const path of ["node_modules", "packages/protocol/node_modules"]) {
        symlinkSync(join(ROOT, path), join(copy, path));
      }
      writeFileSync(join(copy, "packages/protocol/src/gen/stray.ts"), "export {};\n");
      const result = check(copy);
      expect(result.status).toBe(1);
      expect(result.stderr).toContain("differs from proto/: packages/protocol/src/gen/stray.ts");
    },
    SLOW_MS,
  );
});
