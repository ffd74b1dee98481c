import { execFile } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProgramResult } from "./run-program.js";
import { tempDir } from "./temp-dir.js";

const SCRIPT = fileURLToPath(new URL("../../../../scripts/test_gpu_pow.sh", import.meta.url));
const PROGRAM = fileURLToPath(new URL("../../bin/executor.mjs", import.meta.url));

/**
 * Runs `scripts/test_gpu_pow.sh` in an empty folder, as a user does whose checkout is installed and built: what installs
 * and builds, `node …/run.mjs executor`, is the executor program at once.
 */
export function runScript(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ProgramResult> {
  const folder = tempDir();
  const node = join(folder, "node");
  writeFileSync(node, `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(node, 0o755);
  const options = { cwd: folder, env: { PATH: `${folder}:${process.env["PATH"]}`, ...env } };
  return new Promise((resolve) => {
    const child = execFile("sh", [SCRIPT, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
