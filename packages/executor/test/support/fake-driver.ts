import { symlinkSync } from "node:fs";
import { join } from "node:path";
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
