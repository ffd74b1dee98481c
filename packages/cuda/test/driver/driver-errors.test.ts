import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, test } from "vitest";
import { CudaError, isHardwareFault, isSticky, KERNELS_REQUIRED, openCudaDevices } from "../../src/index.js";
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

const NOTHING_TO_DO = /^$/;

/** The table of GPOW-1, section 24.3, and the other results that end a context: what the message and the hint must say. */
const EXPLAINED: readonly (readonly [result: number, meaning: RegExp, remedy: RegExp])[] = [
  [2, /too little free memory/, /nvidia-smi/],
  [3, /not initialised; .*internal error/, NOTHING_TO_DO],
  [34, /stub of libcuda/, /LD_LIBRARY_PATH/],
  [46, /exclusive mode and in use/, /nvidia-smi/],
  [100, /no NVIDIA GPU is visible/, /CUDA_VISIBLE_DEVICES.*--gpus all/],
  [101, /no NVIDIA GPU is visible/, /CUDA_VISIBLE_DEVICES.*--gpus all/],
  [200, /no kernel for this compute capability.*PTX/, /7\.5.*JIT log/],
  [201, /no current context; .*internal error/, NOTHING_TO_DO],
  [209, /no kernel for this compute capability.*PTX/, /7\.5.*JIT log/],
  [214, /uncorrectable error/, /out of service/],
  [218, /no kernel for this compute capability.*PTX/, /7\.5.*JIT log/],
  [220, /uncorrectable error/, /out of service/],
  [221, /libnvidia-ptxjitcompiler\.so\.1 is missing/, /compute driver capability/],
  [222, /driver is too old/, /10\.2.*11\.0.*12\.0/],
  [223, /CUDA_DISABLE_PTX_JIT is set/, /unset/],
  [226, /uncorrectable error/, /out of service/],
  [304, /nvidia-uvm is not loaded, or the GPU was lost/, /Xid/],
  [500, /kernel is missing.*different versions/, /install the executor again/],
  [700, /context on this GPU is dead/, /gpu-agent is restarted/],
  [701, /registers or its shared memory/, /driver version/],
  [702, /display watchdog/, /drives no display/],
  [710, /context on this GPU is dead/, /gpu-agent is restarted/],
  [714, /context on this GPU is dead/, /gpu-agent is restarted/],
  [715, /context on this GPU is dead/, /gpu-agent is restarted/],
  [716, /context on this GPU is dead/, /gpu-agent is restarted/],
  [717, /context on this GPU is dead/, /gpu-agent is restarted/],
  [718, /context on this GPU is dead/, /gpu-agent is restarted/],
  [719, /context on this GPU is dead/, /gpu-agent is restarted/],
  [721, /context on this GPU is dead/, /gpu-agent is restarted/],
  [802, /NVSwitch fabric is not ready/, /nvidia-fabricmanager/],
  [803, /library and kernel module are of different versions/, /reboot/],
  [804, /forward-compatibility libcuda/, /compat folder/],
  [999, /nvidia-uvm is not loaded, or the GPU was lost/, /Xid/],
];

test("a machine without a driver is told so in the words of the guides", () => {
  const failure = failureOf(() => openCudaDevices({ library: "libcuda-that-nobody-has.so.1" }));
  expect(failure.code).toBe("cuda/no-library");
  expect(failure.message).toContain("Failed to initialize GPU PRNG kernel - CUDA kernels required: ");
  expect(failure.hint).toContain("--gpus all");
});

describe.skipIf(lacksCompiler("errors of the driver"))("on the fake driver", () => {
  test.each(EXPLAINED)(
    "result %d is explained with %s and the remedy %s, and the driver's name and number",
    (result, meaning, remedy) => {
      withFakeDriver({ FAKE_CUDA_FAIL: `cuDevicePrimaryCtxRetain:${result}` });
      const failure = failureOf(() => openFakeDevices().open(0));
      expect(
        failure.message.startsWith(`${KERNELS_REQUIRED}: cuDevicePrimaryCtxRetain failed with CUDA_ERROR_`),
      ).toBe(true);
      expect(failure.message).toContain(`(${result})`);
      expect(failure.message).toMatch(meaning);
      expect(failure.detail).toMatchObject({
        code: "cuda/call-failed",
        call: "cuDevicePrimaryCtxRetain",
        result,
      });
      expect(failure.hint ?? "").toMatch(remedy);
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

  test.each(["", "-1", "2", "GPU-", "GPU-00"])("CUDA_VISIBLE_DEVICES=%s hides all devices", (list) => {
    withFakeDriver({ CUDA_VISIBLE_DEVICES: list });
    const failure = failureOf(() => openFakeDevices());
    expect(failure.detail).toMatchObject({ call: "cuInit", result: 100 });
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
  const sticky = [214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 721];
  const explained = EXPLAINED.map(([result]) => result);
  expect(explained.filter(isSticky)).toEqual(sticky);
  expect(explained.filter(isHardwareFault)).toEqual([214, 220, 226]);
});
