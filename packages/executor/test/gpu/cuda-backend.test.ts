import { CudaError, type CudaDevices } from "@headframe/cuda";
import { describe, expect, it } from "vitest";
import { cudaBackend } from "../../src/gpu/cuda-backend.js";

const KERNELS_REQUIRED = "Failed to initialize GPU PRNG kernel - CUDA kernels required";

function failing(detail: CudaError["detail"]): () => CudaDevices {
  return () => {
    throw new CudaError(detail, `${KERNELS_REQUIRED}: the driver's reason`, { hint: "the driver's remedy" });
  };
}

function refused(result: number): CudaError["detail"] {
  return { code: "cuda/call-failed", call: "cuInit", result, resultName: "CUDA_ERROR_X", kernels: [] };
}

describe("the cuda backend", () => {
  it.each([
    ["there is no trace of a driver", { code: "cuda/no-library" } as const, false, "gpu/no-driver"],
    [
      "the kernel module is there, the library is not",
      { code: "cuda/no-library" } as const,
      true,
      "gpu/no-libcuda",
    ],
    ["no GPU is visible", refused(100), true, "gpu/no-device"],
    ["the driver fails", refused(999), true, "gpu/driver-failed"],
    [
      "the library is too old",
      { code: "cuda/no-symbol", symbol: "cuInit" } as const,
      true,
      "gpu/driver-failed",
    ],
    ["the GPU is too old", { code: "cuda/no-kernel" } as const, true, "gpu/no-kernels"],
  ])("keeps the driver's words and remedy when %s", async (_, detail, hasKernelDriver, code) => {
    const backend = cudaBackend({}, { openDevices: failing(detail), hasKernelDriver: () => hasKernelDriver });
    const expected = {
      code,
      message: expect.stringContaining(`${KERNELS_REQUIRED}: the driver's reason`),
      hint: expect.stringMatching(/^the driver's remedy.*gpu\.backend/),
    };
    await expect(backend.count()).rejects.toMatchObject(expected);
    await expect(backend.open(0)).rejects.toMatchObject(expected);
  });

  it("adds what the guide says when there is no driver at all", async () => {
    const backend = cudaBackend(
      {},
      {
        openDevices: failing({ code: "cuda/no-library" }),
        hasKernelDriver: () => false,
      },
    );
    await expect(backend.count()).rejects.toMatchObject({
      message: expect.stringContaining("GPU attestation failed: No NVIDIA driver found"),
    });
  });

  it("passes on how many devices there are", async () => {
    const openDevices = (): CudaDevices => ({ count: () => 8, open: () => expect.fail("nothing is opened") });
    await expect(cudaBackend({}, { openDevices }).count()).resolves.toBe(8);
  });
});
