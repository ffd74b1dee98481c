/** The functions of libnvidia-ml that we call. Device handles are pointers and pass as uint64_t. */
export const NVML_SYMBOLS = {
  nvmlInit_v2: "int nvmlInit_v2()",
  nvmlShutdown: "int nvmlShutdown()",
  nvmlErrorString: "const char *nvmlErrorString(int result)",
  nvmlSystemGetDriverVersion: "int nvmlSystemGetDriverVersion(_Out_ uint8_t *version, unsigned int length)",
  nvmlDeviceGetCount_v2: "int nvmlDeviceGetCount_v2(_Out_ unsigned int *count)",
  nvmlDeviceGetHandleByIndex_v2:
    "int nvmlDeviceGetHandleByIndex_v2(unsigned int index, _Out_ uint64_t *device)",
  nvmlDeviceGetUUID: "int nvmlDeviceGetUUID(uint64_t device, _Out_ uint8_t *uuid, unsigned int length)",
  nvmlDeviceGetName: "int nvmlDeviceGetName(uint64_t device, _Out_ uint8_t *name, unsigned int length)",
  nvmlDeviceGetMemoryInfo: "int nvmlDeviceGetMemoryInfo(uint64_t device, _Out_ uint8_t *memory)",
  nvmlDeviceGetPciInfo_v3: "int nvmlDeviceGetPciInfo_v3(uint64_t device, _Out_ uint8_t *pci)",
  nvmlDeviceGetEccMode:
    "int nvmlDeviceGetEccMode(uint64_t device, _Out_ unsigned int *now, _Out_ unsigned int *pending)",
  nvmlDeviceGetTotalEccErrors:
    "int nvmlDeviceGetTotalEccErrors(uint64_t device, int kind, int counter, _Out_ uint64_t *count)",
  nvmlDeviceGetMigMode:
    "int nvmlDeviceGetMigMode(uint64_t device, _Out_ unsigned int *now, _Out_ unsigned int *pending)",
  nvmlDeviceGetClockInfo: "int nvmlDeviceGetClockInfo(uint64_t device, int type, _Out_ unsigned int *mhz)",
  nvmlDeviceGetMaxClockInfo:
    "int nvmlDeviceGetMaxClockInfo(uint64_t device, int type, _Out_ unsigned int *mhz)",
  nvmlDeviceGetTemperature:
    "int nvmlDeviceGetTemperature(uint64_t device, int sensor, _Out_ unsigned int *celsius)",
  nvmlDeviceGetPowerUsage: "int nvmlDeviceGetPowerUsage(uint64_t device, _Out_ unsigned int *milliwatts)",
  nvmlDeviceGetEnforcedPowerLimit:
    "int nvmlDeviceGetEnforcedPowerLimit(uint64_t device, _Out_ unsigned int *milliwatts)",
  nvmlDeviceGetCurrPcieLinkGeneration:
    "int nvmlDeviceGetCurrPcieLinkGeneration(uint64_t device, _Out_ unsigned int *generation)",
  nvmlDeviceGetCurrPcieLinkWidth:
    "int nvmlDeviceGetCurrPcieLinkWidth(uint64_t device, _Out_ unsigned int *width)",
  nvmlDeviceGetMaxPcieLinkGeneration:
    "int nvmlDeviceGetMaxPcieLinkGeneration(uint64_t device, _Out_ unsigned int *generation)",
  nvmlDeviceGetMaxPcieLinkWidth:
    "int nvmlDeviceGetMaxPcieLinkWidth(uint64_t device, _Out_ unsigned int *width)",
  nvmlDeviceGetUtilizationRates: "int nvmlDeviceGetUtilizationRates(uint64_t device, _Out_ uint8_t *rates)",
  nvmlDeviceGetComputeRunningProcesses_v3:
    "int nvmlDeviceGetComputeRunningProcesses_v3(uint64_t device, _Inout_ unsigned int *count, _Out_ uint8_t *list)",
} as const;

export type NvmlSymbol = keyof typeof NVML_SYMBOLS;

/** Results that mean: this GPU, this driver or this user cannot know. The field is then absent. */
export const ABSENT_RESULTS: ReadonlySet<number> = new Set([
  3, // NVML_ERROR_NOT_SUPPORTED
  4, // NVML_ERROR_NO_PERMISSION
  13, // NVML_ERROR_FUNCTION_NOT_FOUND
]);

/** NVML_CLOCK_SM and NVML_CLOCK_MEM. */
export const CLOCKS = { sm: 1, memory: 2 } as const;
/** NVML_MEMORY_ERROR_TYPE_UNCORRECTED and NVML_VOLATILE_ECC: since the driver was loaded. */
export const UNCORRECTED_SINCE_LOAD = [1, 0] as const;
