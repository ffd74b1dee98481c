import { compileShared } from "./compile-shared.js";

/**
 * Compiles the fake libcuda.so.1 and returns its path; the same sources are compiled once.
 *
 * @param defines preprocessor symbols, for example `WITHOUT_V2` for a driver from before the versioned names.
 */
export function compileFakeLibcuda(defines: readonly string[] = []): string {
  return compileShared("libcuda", ["fake-libcuda"], defines);
}

/**
 * Compiles the fake libnvidia-ml.so.1, which knows the same devices, and returns its path.
 *
 * @param defines preprocessor symbols, for example `WITHOUT_PROCESSES`.
 */
export function compileFakeNvml(defines: readonly string[] = []): string {
  return compileShared("libnvidia-ml", ["fake-libnvidia-ml", "fake-libcuda/inject"], defines);
}
