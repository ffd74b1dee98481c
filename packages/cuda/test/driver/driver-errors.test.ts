import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, test } from "vitest";
import { CudaError, isHardwareFault, isSticky, KERNELS_REQUIRED, openCudaDevices } from "../../src/index.js";
import { EXPLANATIONS } from "../../src/driver/results.data.js";
import { openFakeDevices, withFakeDriver } from "../fake-driver.js";

function failureOf(work: () => unknown): CudaError {
  try {
    work();
  } catch (error) {
    if (error instanceof CudaError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}

test("a machine without a driver is told so in the words of the guides", () => {
  const failure = failureOf(() => openCudaDevices({ library: "libcuda-that-nobody-has.so.1" }));
  expect(failure.code).toBe("cuda/no-library");
  expect(failure.message).toContain("Failed to initialize GPU PRNG kernel - CUDA kernels required: ");
  expect(failure.hint).toContain("--gpus all");
});

describe.skipIf(lacksCompiler("errors of the driver"))("on the fake driver", () => {
  // Every result of the specification's table, injected where it is met first.
  test.each(Object.keys(EXPLANATIONS).map(Number))(
    "result %d is explained, with the driver's name and number",
    (result) => {
      withFakeDriver({ FAKE_CUDA_FAIL: `cuDevicePrimaryCtxRetain:${result}` });
      const failure = failureOf(() => openFakeDevices().open(0));
      expect(
        failure.message.startsWith(`${KERNELS_REQUIRED}: cuDevicePrimaryCtxRetain failed with CUDA_ERROR_`),
      ).toBe(true);
      expect(failure.message).toContain(`(${result})`);
      expect(failure.message).toContain(EXPLANATIONS[result]?.meaning);
      expect(failure.detail).toMatchObject({
        code: "cuda/call-failed",
        call: "cuDevicePrimaryCtxRetain",
        result,
      });
      expect(failure.hint).toBe(EXPLANATIONS[result]?.hint);
    },
  );

  test("a result that no table knows still gives name and number", () => {
    withFakeDriver({ FAKE_CUDA_FAIL: "cuInit:12345" });
    expect(failureOf(() => openFakeDevices()).message).toContain("CUDA_ERROR_12345 (12345)");
  });

  test("no visible device is an error, not an empty list", () => {
    withFakeDriver({ FAKE_CUDA_DEVICES: "0" });
    const failure = failureOf(() => openFakeDevices().count());
    expect(failure.detail).toMatchObject({ code: "cuda/call-failed", result: 100 });
    expect(failure.hint).toContain("CUDA_VISIBLE_DEVICES");
  });

  test("a driver from before the versioned names is good enough", () => {
    expect(openFakeDevices(["WITHOUT_V2"]).open(0).uuid).toHaveLength(16);
  });

  test("compute capability below 7.5 is refused by name", () => {
    withFakeDriver({ FAKE_CUDA_CC: "7.0" });
    expect(failureOf(() => openFakeDevices().open(0)).message).toContain(
      "compute capability 7.0 is not supported",
    );
  });

  test.each([
    ["7.5", "gpow_sm75"],
    ["8.6", "gpow_sm80"],
    ["9.0", "gpow_sm90a"],
    ["10.0", "gpow_sm80"],
    ["12.0", "gpow_sm80"],
  ])("compute capability %s takes %s", (capability, file) => {
    withFakeDriver({ FAKE_CUDA_CC: capability });
    expect(openFakeDevices().open(0).kernelFile).toBe(file);
  });

  test("a Hopper driver that rejects the Hopper file gets the Ampere file", () => {
    withFakeDriver({ FAKE_CUDA_CC: "9.0", FAKE_CUDA_REJECT: "sm_90a" });
    expect(openFakeDevices().open(0).kernelFile).toBe("gpow_sm80");
  });

  test("rejected PTX comes with the JIT log", () => {
    withFakeDriver({ FAKE_CUDA_REJECT: "sm_80" });
    const failure = failureOf(() => openFakeDevices().open(0));
    expect(failure.detail).toMatchObject({ result: 218 });
    expect(failure.message).toContain("JIT log: ptxas fatal: unsupported target sm_80");
  });

  test("a kernel that is missing is named", () => {
    withFakeDriver({ FAKE_CUDA_MISSING: "gpow_walk" });
    const failure = failureOf(() => openFakeDevices().open(0));
    expect(failure.detail).toMatchObject({ result: 500, kernels: ["gpow_walk"] });
  });

  test("a kernel that the driver compiled with local memory is refused", () => {
    withFakeDriver({ FAKE_CUDA_LOCAL: "gpow_gemm" });
    const failure = failureOf(() => openFakeDevices().open(0));
    expect(failure.message).toContain("gpow_gemm with 16 bytes of local memory");
  });
});

test("sticky results and hardware faults are told apart from the rest", () => {
  expect([700, 716, 719, 721].every(isSticky)).toBe(true);
  expect([2, 100, 701].some(isSticky)).toBe(false);
  expect([214, 220, 226].every(isHardwareFault)).toBe(true);
  expect(isHardwareFault(700)).toBe(false);
});
