import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { compileFakeLibcuda, compileFakeNvml } from "@headframe/testkit/cuda";
import { afterThisTest, type CleanUp } from "./clean-up.js";
import { tempDir } from "./temp-dir.js";

/** A library path on which the fake driver, with its management library if wanted, is found as the system's own. */
export function fakeDriverPath({
  withNvml = false,
  cleanUp = afterThisTest,
}: { readonly withNvml?: boolean; readonly cleanUp?: CleanUp } = {}): string {
  const directory = tempDir(cleanUp);
  if (withNvml) symlinkSync(compileFakeNvml(), join(directory, "libnvidia-ml.so.1"));
  symlinkSync(compileFakeLibcuda(), join(directory, "libcuda.so.1"));
  return directory;
}

/** Settings with which the fake driver hangs for good in a kernel, and a wait for the moment in which it does. */
export function hangIn(kernel: string, cleanUp = afterThisTest) {
  const mark = join(tempDir(cleanUp), "hangs");
  return {
    settings: { FAKE_CUDA_HANG: `${kernel}:600000`, FAKE_CUDA_HANG_FILE: mark },
    begins: () => vi.waitUntil(() => existsSync(mark), { timeout: 30_000, interval: 10 }),
  };
}
