import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { compileFakeLibcuda } from "@headframe/testkit/cuda";
import { openCudaDevices, type CudaDevices } from "../src/index.js";

/** Sets variables of the fake driver for one test. */
export function withFakeDriver(settings: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(settings)) process.env[name] = value;
  onTestFinished(() => {
    for (const name of Object.keys(settings)) delete process.env[name];
  });
}

/** The devices of a fake driver of their own: what kills its context is the process's to the end, as on a GPU. */
export function openFakeDevices(defines: readonly string[] = []): CudaDevices {
  const folder = mkdtempSync(join(tmpdir(), "headframe-fake-driver-"));
  try {
    const library = join(folder, "libcuda.so.1");
    copyFileSync(compileFakeLibcuda(defines), library); // another file: the loader gives it memory of its own
    return openCudaDevices({ library });
  } finally {
    rmSync(folder, { recursive: true }); // it stays mapped
  }
}
