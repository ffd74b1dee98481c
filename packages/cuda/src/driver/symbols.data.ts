/**
 * The functions of libcuda that we call, with the older name where one exists. Handles (context, module, function,
 * stream, event) and device addresses are 64 bits wide and pass as uint64_t.
 */
export const SYMBOLS = {
  cuInit: "int cuInit(unsigned int flags)",
  cuDriverGetVersion: "int cuDriverGetVersion(_Out_ int *version)",
  cuGetErrorName: "int cuGetErrorName(int result, _Out_ const char **name)",
  cuDeviceGetCount: "int cuDeviceGetCount(_Out_ int *count)",
  cuDeviceGet: "int cuDeviceGet(_Out_ int *device, int ordinal)",
  cuDeviceGetName: "int cuDeviceGetName(_Out_ uint8_t *name, int length, int device)",
  cuDeviceGetUuid_v2: "int cuDeviceGetUuid_v2(_Out_ uint8_t *uuid, int device)",
  cuDeviceTotalMem_v2: "int cuDeviceTotalMem_v2(_Out_ size_t *bytes, int device)",
  cuDeviceGetAttribute: "int cuDeviceGetAttribute(_Out_ int *value, int attribute, int device)",
  cuDevicePrimaryCtxSetFlags_v2: "int cuDevicePrimaryCtxSetFlags_v2(int device, unsigned int flags)",
  cuDevicePrimaryCtxRetain: "int cuDevicePrimaryCtxRetain(_Out_ uint64_t *context, int device)",
  cuDevicePrimaryCtxRelease_v2: "int cuDevicePrimaryCtxRelease_v2(int device)",
  cuCtxSetCurrent: "int cuCtxSetCurrent(uint64_t context)",
  cuCtxSynchronize: "int cuCtxSynchronize()",
  cuMemGetInfo_v2: "int cuMemGetInfo_v2(_Out_ size_t *free, _Out_ size_t *total)",
  cuMemAlloc_v2: "int cuMemAlloc_v2(_Out_ uint64_t *address, size_t bytes)",
  cuMemFree_v2: "int cuMemFree_v2(uint64_t address)",
  cuMemcpyDtoH_v2: "int cuMemcpyDtoH_v2(uint8_t *host, uint64_t device, size_t bytes)",
  cuMemcpyDtoHAsync_v2:
    "int cuMemcpyDtoHAsync_v2(uint64_t host, uint64_t device, size_t bytes, uint64_t stream)",
  cuMemHostAlloc: "int cuMemHostAlloc(_Out_ uint64_t *address, size_t bytes, unsigned int flags)",
  cuMemFreeHost: "int cuMemFreeHost(uint64_t address)",
  cuModuleLoadDataEx:
    "int cuModuleLoadDataEx(_Out_ uint64_t *module, const uint8_t *image, unsigned int count, int *options, uint64_t *values)",
  cuModuleUnload: "int cuModuleUnload(uint64_t module)",
  cuModuleGetFunction: "int cuModuleGetFunction(_Out_ uint64_t *function, uint64_t module, const char *name)",
  cuFuncSetAttribute: "int cuFuncSetAttribute(uint64_t function, int attribute, int value)",
  cuFuncGetAttribute: "int cuFuncGetAttribute(_Out_ int *value, int attribute, uint64_t function)",
  cuStreamCreate: "int cuStreamCreate(_Out_ uint64_t *stream, unsigned int flags)",
  cuStreamDestroy_v2: "int cuStreamDestroy_v2(uint64_t stream)",
  cuStreamSynchronize: "int cuStreamSynchronize(uint64_t stream)",
  cuStreamWaitEvent: "int cuStreamWaitEvent(uint64_t stream, uint64_t event, unsigned int flags)",
  cuEventCreate: "int cuEventCreate(_Out_ uint64_t *event, unsigned int flags)",
  cuEventRecord: "int cuEventRecord(uint64_t event, uint64_t stream)",
  cuEventSynchronize: "int cuEventSynchronize(uint64_t event)",
  cuEventElapsedTime: "int cuEventElapsedTime(_Out_ float *ms, uint64_t start, uint64_t end)",
  cuEventDestroy_v2: "int cuEventDestroy_v2(uint64_t event)",
  cuLaunchKernel:
    "int cuLaunchKernel(uint64_t function, unsigned int gridX, unsigned int gridY, unsigned int gridZ, unsigned int blockX, unsigned int blockY, unsigned int blockZ, unsigned int sharedBytes, uint64_t stream, uint64_t *parameters, void *extra)",
} as const;

export type SymbolName = keyof typeof SYMBOLS;

/** Names that drivers before the versioned one export with the same signature. */
export const OLDER_NAMES: Partial<Record<SymbolName, string>> = {
  cuDeviceGetUuid_v2: "cuDeviceGetUuid",
  cuDevicePrimaryCtxSetFlags_v2: "cuDevicePrimaryCtxSetFlags",
  cuDevicePrimaryCtxRelease_v2: "cuDevicePrimaryCtxRelease",
};

/** Numbers of CUdevice_attribute. */
export const DEVICE_ATTRIBUTES = {
  multiprocessors: 16,
  kernelTimeout: 17,
  integrated: 18,
  computeMode: 20,
  eccEnabled: 32,
  pciBus: 33,
  pciDevice: 34,
  pciDomain: 50,
  computeMajor: 75,
  computeMinor: 76,
  maxSharedBytesPerBlock: 97,
} as const;

/** Numbers of CUfunction_attribute. */
export const FUNCTION_ATTRIBUTES = { localBytes: 3, maxDynamicSharedBytes: 8 } as const;

/** CU_CTX_SCHED_BLOCKING_SYNC: a waiting thread sleeps instead of spinning on a core. */
export const BLOCKING_SYNC = 4;
/** CU_STREAM_NON_BLOCKING: no implicit order with the default stream. */
export const NON_BLOCKING_STREAM = 1;
/** CU_EVENT_DISABLE_TIMING: cheaper, and we measure elsewhere. */
export const EVENT_WITHOUT_TIMING = 2;
