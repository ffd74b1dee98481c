import { CudaDevice } from "./device/cuda-device.js";
import { type CudaError, explainCall } from "./driver/cuda-error.js";
import { Driver, DRIVER_LIBRARY } from "./driver/driver.js";

/** CUDA_ERROR_NO_DEVICE. */
const NO_DEVICE = 100;

/** The NVIDIA GPUs of this machine, as CUDA_VISIBLE_DEVICES shows them. MIG instances count as GPUs of their own. */
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
export function openCudaDevices(library: string = DRIVER_LIBRARY): CudaDevices {
  const driver = Driver.open(library);
  return {
    count() {
      const count = driver.readInt("cuDeviceGetCount");
      if (count === 0) throw noDevice();
      return count;
    },
    open: (index) => CudaDevice.open(driver, index),
  };
}

function noDevice(): CudaError {
  return explainCall({
    call: "cuDeviceGetCount",
    result: NO_DEVICE,
    resultName: "CUDA_ERROR_NO_DEVICE",
    stage: "initialise",
  });
}
