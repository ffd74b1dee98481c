import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("build-kernels.mjs", import.meta.url));
const PTX = fileURLToPath(new URL("../packages/cuda/ptx", import.meta.url));
/** A compiler that gives what is committed: the choice of files and targets is what is tested. */
const GOOD_NVCC = `for out; do :; done; { echo "// built"; cat "${PTX}/$(basename "$out")"; } > "$out"`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headframe-build-kernels-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function addTool(name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Runs the check with an nvcc in a folder that is on no path, and a ptxas beside it that notes its targets. */
function check(env: NodeJS.ProcessEnv, nvccScript = GOOD_NVCC) {
  const log = join(folder, "targets");
  writeFileSync(log, "");
  addTool("ptxas", `echo "$2" >> ${log}`);
  const version = `case "$*" in *--version*) echo "release 13.0"; exit;; esac`;
  const NVCC = addTool("nvcc", `${version}\n${nvccScript}`);
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, "--check"], {
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", NVCC, ...env },
  });
  const targets = readFileSync(log, "utf8").replaceAll("-arch=sm_", "").split("\n").filter(Boolean);
  return { status, stderr, targets };
}

describe("the build of the kernels", () => {
  it.each([
    ["sm_86", ["86"]],
    ["compute_120", ["120"]],
    ["8.9;sm_75", ["75", "89"]],
    ["90a", ["90a"]],
    ["90", ["90", "90a"]],
  ])("for CUDA_ARCH=%s runs the ptxas beside nvcc for %j", (CUDA_ARCH, targets) => {
    expect(check({ CUDA_ARCH })).toEqual({ status: 0, stderr: "", targets });
  });

  it("refuses a GPU that no file serves, with status 64", () => {
    const { status, stderr } = check({ CUDA_ARCH: "sm_86,sm_70" });
    expect(status).toBe(64);
    expect(stderr).toMatch(/^error: .*: sm_70\.\nhint: .*\b86\b/);
  });

  it("refuses an NVCC that does not exist, wherever another one is", () => {
    const { status, stderr } = check({ NVCC: join(folder, "bin", "nvcc"), CUDA_HOME: folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: NVCC=.* does not exist/);
  });

  it.each([
    ["writes nothing", "true", /^error: .*nvcc wrote no PTX for gpow_sm75\.cu\.$/m],
    ["fails", "exit 3", /^error: .*nvcc wrote no PTX for gpow_sm75\.cu \(status 3\)\.$/m],
  ])("says so when nvcc %s", (_, script, sentence) => {
    const { status, stderr } = check({ CUDA_ARCH: "75" }, script);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
  });
});
