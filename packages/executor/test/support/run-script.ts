import { execFile } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { processEntry } from "@headframe/kit";
import type { ProgramResult } from "./run-program.js";
import { tempDir } from "./temp-dir.js";

const SCRIPT = fileURLToPath(new URL("../../../../scripts/test_gpu_pow.sh", import.meta.url));

/**
 * Runs `scripts/test_gpu_pow.sh` in an empty folder, as a user does whose checkout is installed and built: in place of
 * `node …/run.mjs executor` it finds the executor program of the sources.
 */
export function runScript(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ProgramResult> {
  const folder = tempDir();
  const program = processEntry("main", new URL("../../src/main.ts", import.meta.url).href);
  const command = [process.execPath, ...program.execArgv, program.file].map((word) => `'${word}'`).join(" ");
  const node = join(folder, "node");
  writeFileSync(node, `#!/bin/sh\nshift 2\nexec ${command} "$@"\n`);
  chmodSync(node, 0o755);
  const options = { cwd: folder, env: { PATH: `${folder}:${process.env["PATH"]}`, ...env } };
  return new Promise((resolve) => {
    const child = execFile("sh", [SCRIPT, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
