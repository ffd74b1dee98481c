export { openCudaDevices, type CudaDevices, type CudaOptions } from "./cuda-devices.js";
export type { CudaDevice } from "./device/cuda-device.js";
export {
  CudaError,
  isHardwareFault,
  isSticky,
  KERNELS_REQUIRED,
  type CudaFailure,
  type CudaStage,
} from "./driver/cuda-error.js";
export { DRIVER_LIBRARY } from "./driver/driver.js";
export { readBoxHealth, type BoxHealth, type GpuHealth, type GpuProcess } from "./nvml/gpu-health.js";
export { NvmlError, type NvmlFailure } from "./nvml/nvml-error.js";
