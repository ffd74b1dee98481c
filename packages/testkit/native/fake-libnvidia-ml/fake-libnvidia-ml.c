/*
 * A libnvidia-ml.so.1 without a GPU: the two devices of the fake libcuda, with figures that are made up. For tests of
 * the reading alone.
 *
 * FAKE_NVML_DEVICES=n           number of devices (2)
 * FAKE_NVML_MEMORY=bytes        memory of each device (1 GiB)
 * FAKE_NVML_OTHER_UUIDS=1       UUIDs that the driver API does not know
 * FAKE_NVML_FAIL=name:code[,…]  these functions return this result
 *
 * Compiled with -DWITHOUT_PROCESSES the list of processes is missing, as in drivers before it.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../fake-libcuda/inject.h"

typedef int Result;
typedef uint64_t Device; /* index + 1 */

enum { SUCCESS = 0, UNINITIALIZED = 1, INVALID_ARGUMENT = 2, NOT_SUPPORTED = 3, INSUFFICIENT_SIZE = 7 };

#define EXPORT __attribute__((visibility("default")))
#define BEGIN(function)                                      \
  do {                                                       \
    long result = injected("FAKE_NVML_FAIL", function); \
    if (result) return (Result)result;                       \
    if (!is_initialized) return UNINITIALIZED;               \
  } while (0)

/* A function that fills one unsigned int, and is `value` for every device. */
#define FIGURE(function, value)                     \
  EXPORT Result function(Device device, unsigned *out) { \
    (void)device;                                   \
    BEGIN(#function);                               \
    *out = (value);                                 \
    return SUCCESS;                                 \
  }

static int is_initialized;

static uint64_t number_from(const char *name, uint64_t otherwise) {
  const char *value = getenv(name);
  return value ? strtoull(value, NULL, 10) : otherwise;
}

EXPORT Result nvmlInit_v2(void) {
  long result = injected("FAKE_NVML_FAIL", "nvmlInit_v2");
  if (result) return (Result)result;
  is_initialized = 1;
  return SUCCESS;
}

EXPORT Result nvmlShutdown(void) {
  BEGIN("nvmlShutdown");
  is_initialized = 0;
  return SUCCESS;
}

EXPORT const char *nvmlErrorString(Result result) { return result == 15 ? "GPU is lost" : "made up"; }

EXPORT Result nvmlSystemGetDriverVersion(char *version, unsigned length) {
  BEGIN("nvmlSystemGetDriverVersion");
  snprintf(version, length, "580.65.06");
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetCount_v2(unsigned *count) {
  BEGIN("nvmlDeviceGetCount_v2");
  *count = (unsigned)number_from("FAKE_NVML_DEVICES", 2);
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetHandleByIndex_v2(unsigned index, Device *device) {
  BEGIN("nvmlDeviceGetHandleByIndex_v2");
  *device = index + 1;
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetUUID(Device device, char *uuid, unsigned length) {
  BEGIN("nvmlDeviceGetUUID");
  unsigned byte = (getenv("FAKE_NVML_OTHER_UUIDS") ? 0x20 : 0xf0) - (unsigned)(device - 1);
  char text[33];
  for (int i = 0; i < 16; i++) snprintf(text + 2 * i, 3, "%02x", byte);
  snprintf(uuid, length, "GPU-%.8s-%.4s-%.4s-%.4s-%.12s", text, text + 8, text + 12, text + 16, text + 20);
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetName(Device device, char *name, unsigned length) {
  BEGIN("nvmlDeviceGetName");
  snprintf(name, length, "Fake GPU %d", (int)(device - 1));
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetMemoryInfo(Device device, uint64_t memory[3]) {
  (void)device;
  BEGIN("nvmlDeviceGetMemoryInfo");
  memory[0] = number_from("FAKE_NVML_MEMORY", 1ULL << 30);
  memory[2] = 1ULL << 20;
  memory[1] = memory[0] - memory[2];
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetPciInfo_v3(Device device, unsigned char info[68]) {
  BEGIN("nvmlDeviceGetPciInfo_v3");
  uint32_t words[5] = {0, 0x17 + (uint32_t)(device - 1), 0, 0, 0};
  memset(info, 0, 68);
  memcpy(info + 16, words, sizeof words);
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetEccMode(Device device, unsigned *now, unsigned *pending) {
  (void)device;
  BEGIN("nvmlDeviceGetEccMode");
  *now = *pending = 1;
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetTotalEccErrors(Device device, int kind, int counter, uint64_t *count) {
  (void)device;
  BEGIN("nvmlDeviceGetTotalEccErrors");
  *count = kind == 1 && counter == 0 ? 3 : 99;
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetMigMode(Device device, unsigned *now, unsigned *pending) {
  (void)device;
  (void)now;
  (void)pending;
  BEGIN("nvmlDeviceGetMigMode");
  return NOT_SUPPORTED;
}

EXPORT Result nvmlDeviceGetClockInfo(Device device, int type, unsigned *mhz) {
  (void)device;
  BEGIN("nvmlDeviceGetClockInfo");
  *mhz = type == 1 ? 1410 : 1215;
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetMaxClockInfo(Device device, int type, unsigned *mhz) {
  (void)device;
  BEGIN("nvmlDeviceGetMaxClockInfo");
  *mhz = type == 1 ? 1980 : 2619;
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetTemperature(Device device, int sensor, unsigned *celsius) {
  (void)device;
  (void)sensor;
  BEGIN("nvmlDeviceGetTemperature");
  *celsius = 41;
  return SUCCESS;
}

EXPORT Result nvmlDeviceGetUtilizationRates(Device device, unsigned rates[2]) {
  (void)device;
  BEGIN("nvmlDeviceGetUtilizationRates");
  rates[0] = 7;
  rates[1] = 2;
  return SUCCESS;
}

FIGURE(nvmlDeviceGetPowerUsage, 71500)
FIGURE(nvmlDeviceGetEnforcedPowerLimit, 700000)
FIGURE(nvmlDeviceGetCurrPcieLinkGeneration, 4)
FIGURE(nvmlDeviceGetCurrPcieLinkWidth, 8)
FIGURE(nvmlDeviceGetMaxPcieLinkGeneration, 5)
FIGURE(nvmlDeviceGetMaxPcieLinkWidth, 16)

#ifndef WITHOUT_PROCESSES
struct Process {
  unsigned pid;
  uint64_t used_bytes;
  unsigned gpu_instance, compute_instance;
};

EXPORT Result nvmlDeviceGetComputeRunningProcesses_v3(Device device, unsigned *count, struct Process *list) {
  BEGIN("nvmlDeviceGetComputeRunningProcesses_v3");
  unsigned wanted = device == 1 ? 2 : 0, room = *count;
  *count = wanted;
  if (room < wanted) return INSUFFICIENT_SIZE;
  for (unsigned i = 0; i < wanted; i++) {
    list[i] = (struct Process){4242 + i, i == 0 ? 1ULL << 33 : UINT64_MAX, UINT32_MAX, UINT32_MAX};
  }
  return SUCCESS;
}
#endif
