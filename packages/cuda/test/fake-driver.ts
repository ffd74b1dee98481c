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

/** The devices of the fake driver. */
export function openFakeDevices(defines: readonly string[] = []): CudaDevices {
  return openCudaDevices({ library: compileFakeLibcuda(defines) });
}
