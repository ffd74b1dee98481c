import { existsSync } from "node:fs";
import { CudaError, type CudaDevices, type CudaOptions, openCudaDevices } from "@headframe/cuda";
import type { Backend } from "./backend.js";
import { GpuError, type GpuFailure } from "./errors.js";

/** There while the kernel module is loaded, except under WSL. */
const KERNEL_DRIVER = "/proc/driver/nvidia/version";

const WITHOUT_GPU = "to try without a GPU, set gpu.backend to reference";

/** CUDA_ERROR_NO_DEVICE and CUDA_ERROR_INVALID_DEVICE. */
const NO_DEVICE: ReadonlySet<number> = new Set([100, 101]);

interface Parts {
  readonly openDevices?: () => CudaDevices;
  readonly hasKernelDriver?: () => boolean;
}

/** NVIDIA GPUs through the CUDA driver. Loads it in the thread that asks. */
export function cudaBackend(options: CudaOptions = {}, parts: Parts = {}): Backend {
  const { openDevices = () => openCudaDevices(options), hasKernelDriver = () => existsSync(KERNEL_DRIVER) } =
    parts;
  const attempt = async <Result>(work: (devices: CudaDevices) => Result): Promise<Result> => {
    try {
      return work(openDevices());
    } catch (error) {
      throw error instanceof CudaError ? explain(error, hasKernelDriver()) : error;
    }
  };
  return {
    count: () => attempt((devices) => devices.count()),
    open: (index) => attempt((devices) => devices.open(index)),
  };
}

/** The driver's own words, and which of our codes they are. */
function explain(cause: CudaError, hasKernelDriver: boolean): GpuError {
  const hint = [cause.hint, WITHOUT_GPU].filter((text) => text !== undefined).join("; ");
  const code = codeOf(cause, hasKernelDriver);
  // How the guide's readers know a box without any driver.
  const message =
    code === "gpu/no-driver"
      ? `${cause.message}. GPU attestation failed: No NVIDIA driver found`
      : cause.message;
  return new GpuError({ code }, message, { cause, hint });
}

function codeOf({ detail }: CudaError, hasKernelDriver: boolean): GpuFailure["code"] {
  switch (detail.code) {
    case "cuda/no-library":
      return hasKernelDriver ? "gpu/no-libcuda" : "gpu/no-driver";
    case "cuda/no-kernel":
      return "gpu/no-kernels";
    case "cuda/no-symbol":
      return "gpu/driver-failed";
    case "cuda/call-failed":
      return NO_DEVICE.has(detail.result) ? "gpu/no-device" : "gpu/driver-failed";
  }
}
