import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Backend } from "./backend.js";
import { GpuError } from "./errors.js";

/** The opening of every message about a GPU that cannot prove: providers' guides quote it (GPOW-1, section 24.3). */
export const KERNELS_REQUIRED = "Failed to initialize GPU PRNG kernel - CUDA kernels required";

const DRIVER_VERSION_FILE = "/proc/driver/nvidia/version";
const LIBRARY = "libcuda.so.1";

/** Where distributions, the container toolkit and WSL put the driver's library. */
const LIBRARY_DIRECTORIES: readonly string[] = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/usr/lib64",
  "/usr/lib",
  "/usr/local/cuda/compat",
  "/usr/lib/wsl/lib",
  "/run/opengl-driver/lib",
];

/** What a look at this machine says about its NVIDIA driver. */
export interface DriverTraces {
  readonly hasKernelDriver: boolean;
  readonly hasLibrary: boolean;
}

/** NVIDIA GPUs through the CUDA driver. */
export function cudaBackend(traces: () => DriverTraces = findDriver): Backend {
  const refuse = (): Promise<never> => Promise.reject(explainMissingGpu(traces()));
  return { count: refuse, open: refuse };
}

/** Why this machine cannot prove with a GPU, in the words that operators know. */
export function explainMissingGpu({ hasKernelDriver, hasLibrary }: DriverTraces): GpuError {
  if (!hasKernelDriver && !hasLibrary) {
    return new GpuError(
      { code: "gpu/no-driver" },
      `${KERNELS_REQUIRED}: GPU attestation failed: No NVIDIA driver found`,
      {
        hint: "install the NVIDIA driver and check it with nvidia-smi, or start the container with GPU access (--gpus all, nvidia-container-toolkit); to try without a GPU, set gpu.backend to reference",
      },
    );
  }
  if (!hasLibrary) {
    return new GpuError({ code: "gpu/no-libcuda" }, `${KERNELS_REQUIRED}: ${LIBRARY} not found`, {
      hint: "install the NVIDIA driver, or start the container with GPU access (--gpus all, nvidia-container-toolkit)",
    });
  }
  return new GpuError(
    { code: "gpu/no-kernels" },
    `${KERNELS_REQUIRED}: this version of the executor cannot load them yet`,
    { hint: "install a version with CUDA support; to try without a GPU, set gpu.backend to reference" },
  );
}

/** Looks for the driver without loading it. */
export function findDriver(): DriverTraces {
  const fromEnv = (process.env["LD_LIBRARY_PATH"] ?? "").split(":").filter((directory) => directory !== "");
  return {
    hasKernelDriver: existsSync(DRIVER_VERSION_FILE),
    hasLibrary: [...fromEnv, ...LIBRARY_DIRECTORIES].some((directory) =>
      existsSync(join(directory, LIBRARY)),
    ),
  };
}
