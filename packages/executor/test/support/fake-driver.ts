import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { compileFakeLibcuda } from "@headframe/testkit/cuda";
import { tempDir } from "./temp-dir.js";

/** A library path on which the fake driver is found as the system's own. */
export function fakeDriverPath(): string {
  const directory = tempDir();
  symlinkSync(compileFakeLibcuda(), join(directory, "libcuda.so.1"));
  return directory;
}
