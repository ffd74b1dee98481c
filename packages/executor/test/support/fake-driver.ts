import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { compileFakeLibcuda, compileFakeNvml } from "@headframe/testkit/cuda";
import { tempDir } from "./temp-dir.js";

/** A library path on which the fake driver, with its management library if wanted, is found as the system's own. */
export function fakeDriverPath({ withNvml = false } = {}): string {
  const directory = tempDir();
  if (withNvml) symlinkSync(compileFakeNvml(), join(directory, "libnvidia-ml.so.1"));
  symlinkSync(compileFakeLibcuda(), join(directory, "libcuda.so.1"));
  return directory;
}
