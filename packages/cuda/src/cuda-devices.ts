import { CudaDevice } from "./device/cuda-device.js";
import { type CudaError, explainCall } from "./driver/cuda-error.js";
import { Driver, DRIVER_LIBRARY } from "./driver/driver.js";

/** CUDA_ERROR_NO_DEVICE. */
const NO_DEVICE = 100;

export interface CudaOptions {
  /** The driver's library. Default: the one that every NVIDIA driver installs. */
  readonly library?: string | undefined;
  /** The part of a GPU's free memory that a challenge may take, above 0 and at most 1. Default: 1. */
  readonly memoryShare?: number;
}

/**
 * The NVIDIA GPUs of this machine, as CUDA_VISIBLE_DEVICES shows them. Of GPUs that are divided by MIG a process sees one
 * slice: the first, or that which CUDA_VISIBLE_DEVICES names.
 */
export interface CudaDevices {
  /** @throws {CudaError} when there is none that can be used. */
  count(): number;
  /** Opens one for the thread that calls. @throws {CudaError} with the reason and the remedy. */
  open(index: number): CudaDevice;
}

/**
 * Loads the NVIDIA driver. Its calls block: use it on a thread of its own, inside a process that may be killed.
 *
 * @throws {CudaError} with what to do; the message begins as users' guides quote it.
 */
export function openCudaDevices({
  library = DRIVER_LIBRARY,
  memoryShare = 1,
}: CudaOptions = {}): CudaDevices {
  const driver = Driver.open(library);
  return {
    count() {
      const count = driver.readInt("cuDeviceGetCount");
      if (count === 0) throw noDevice();
      return count;
    },
    open: (index) => CudaDevice.open(driver, index, memoryShare),
  };
}

function noDevice(): CudaError {
  return explainCall({
    call: "cuDeviceGetCount",
    result: NO_DEVICE,
    resultName: "CUDA_ERROR_NO_DEVICE",
    stage: "initialise",
    kernels: [],
  });
}
