/*
 * A libcuda.so.1 without a GPU: host memory as device memory, kernels in plain C, two devices, failures on request. For
 * tests of the driver bridge alone; it measures nothing and proves nothing.
 *
 * FAKE_CUDA_DEVICES=n            number of devices (2)
 * CUDA_VISIBLE_DEVICES=list      those of the list, in its order, by index or "GPU-" and a beginning of the UUID that only
 *                                one has; the first entry that names none, or one again, ends the list
 * FAKE_CUDA_MIG=1                all devices are divided by MIG: the process sees one slice
 * FAKE_CUDA_CC=9.0               compute capability (8.0)
 * FAKE_CUDA_MEMORY=bytes         memory of each device (1 GiB)
 * FAKE_CUDA_FAIL=name:code[,…]   these functions return this result
 * FAKE_CUDA_REJECT=9.0a          loading PTX for this target fails with 218 and a JIT log
 * FAKE_CUDA_MISSING=kernel       cuModuleGetFunction does not find it
 * FAKE_CUDA_LOCAL=kernel         it has 16 bytes of local memory
 * FAKE_CUDA_FAULT=kernel:code[:n]  a sticky error when it runs, after it has run well n times on this thread
 * FAKE_CUDA_HANG=kernel:ms       synchronising behind it takes so long
 * FAKE_CUDA_HANG_FILE=path       made when that begins
 * FAKE_CUDA_ORDER=first|last     which stream runs ahead
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "inject.h"
#include "memory.h"
#include "streams.h"

struct Context {
  int device;
  Result sticky;
};

struct Function {
  const struct Kernel *kernel;
  int shared_bytes;
};

static int is_initialized;
static int live_modules;
static __thread struct Context *current;

static long number_from(const char *name, long otherwise) {
  const char *value = getenv(name);
  return value ? atol(value) : otherwise;
}

static int names(const char *variable, const char *value) {
  const char *set = getenv(variable);
  return set && strcmp(set, value) == 0;
}

#define INJECT(function)                                     \
  do {                                                       \
    long result = injected("FAKE_CUDA_FAIL", function); \
    if (result) return (Result)result;                  \
  } while (0)

#define REQUIRE_INITIALIZED(function)              \
  INJECT(function);                                \
  if (!is_initialized) return NOT_INITIALIZED

#define REQUIRE_CONTEXT(function)                  \
  REQUIRE_INITIALIZED(function);                   \
  if (!current) return INVALID_CONTEXT;            \
  if (current->sticky) return current->sticky

enum { MAX_DEVICES = 16, UUID_TEXT = 41 };

static int is_mig(void) { return number_from("FAKE_CUDA_MIG", 0) != 0; }

/* Descending on purpose: slots are ordered by UUID, not by ordinal. */
static uint8_t uuid_byte(int device) { return (uint8_t)((is_mig() ? 0x80 : 0xf0) - device); }

static void format_uuid(char text[UUID_TEXT], int device) {
  unsigned byte = uuid_byte(device);
  char *at = text + sprintf(text, "GPU");
  for (int i = 0; i < 16; i++) at += sprintf(at, i == 0 || i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", byte);
}

/* The device that an entry of CUDA_VISIBLE_DEVICES names, or -1. */
static int device_named(const char *entry, size_t length, int count) {
  if (length > 0 && strspn(entry, "0123456789") == length) {
    long index = atol(entry);
    return index < count ? (int)index : -1;
  }
  if (length <= 4 || strncmp(entry, "GPU-", 4) != 0) return -1;
  int found = -1;
  for (int device = 0; device < count; device++) {
    char uuid[UUID_TEXT];
    format_uuid(uuid, device);
    if (strncmp(uuid, entry, length) != 0) continue;
    if (found >= 0) return -1;
    found = device;
  }
  return found;
}

/* Fills `devices` with those that this process sees, in order, and returns their number. */
static int list_visible(int devices[MAX_DEVICES]) {
  int count = (int)number_from("FAKE_CUDA_DEVICES", 2);
  const char *list = getenv("CUDA_VISIBLE_DEVICES");
  int visible = 0;
  if (!list) {
    for (; visible < count; visible++) devices[visible] = visible;
  } else {
    for (const char *at = list;; at++) {
      size_t length = strcspn(at, ",");
      int device = device_named(at, length, count);
      for (int i = 0; i < visible; i++) if (devices[i] == device) device = -1;
      if (device < 0) break;
      devices[visible++] = device;
      at += length;
      if (!*at) break;
    }
  }
  return is_mig() && visible > 1 ? 1 : visible;
}

static size_t memory_limit(void) { return (size_t)number_from("FAKE_CUDA_MEMORY", 1L << 30); }

EXPORT Result cuInit(unsigned flags) {
  (void)flags;
  INJECT("cuInit");
  int devices[MAX_DEVICES];
  if (getenv("CUDA_VISIBLE_DEVICES") && list_visible(devices) == 0) return NO_DEVICE;
  is_initialized = 1;
  return SUCCESS;
}

EXPORT Result cuDriverGetVersion(int *version) {
  *version = 13000;
  return SUCCESS;
}

EXPORT Result cuGetErrorName(Result result, const char **name) {
  static __thread char text[48];
  static const struct {
    Result result;
    const char *name;
  } known[] = {{2, "CUDA_ERROR_OUT_OF_MEMORY"}, {3, "CUDA_ERROR_NOT_INITIALIZED"}, {100, "CUDA_ERROR_NO_DEVICE"},
               {201, "CUDA_ERROR_INVALID_CONTEXT"}, {218, "CUDA_ERROR_INVALID_PTX"}, {500, "CUDA_ERROR_NOT_FOUND"},
               {700, "CUDA_ERROR_ILLEGAL_ADDRESS"}, {999, "CUDA_ERROR_UNKNOWN"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (known[i].result == result) {
      *name = known[i].name;
      return SUCCESS;
    }
  }
  snprintf(text, sizeof text, "CUDA_ERROR_%d", result);
  *name = text;
  return SUCCESS;
}

EXPORT Result cuDeviceGetCount(int *count) {
  REQUIRE_INITIALIZED("cuDeviceGetCount");
  int devices[MAX_DEVICES];
  *count = list_visible(devices);
  return SUCCESS;
}

EXPORT Result cuDeviceGet(int *device, int ordinal) {
  REQUIRE_INITIALIZED("cuDeviceGet");
  int devices[MAX_DEVICES];
  if (ordinal < 0 || ordinal >= list_visible(devices)) return INVALID_DEVICE;
  *device = devices[ordinal]; /* a handle: that it is no ordinal is on purpose too */
  return SUCCESS;
}

EXPORT Result cuDeviceGetName(char *name, int length, int device) {
  REQUIRE_INITIALIZED("cuDeviceGetName");
  snprintf(name, (size_t)length, is_mig() ? "Fake GPU %d MIG 1g.18gb" : "Fake GPU %d", device);
  return SUCCESS;
}

#ifdef WITHOUT_V2
#define V2(function) function
#else
#define V2(function) function##_v2
#endif
EXPORT Result V2(cuDeviceGetUuid)(uint8_t *uuid, int device) {
  REQUIRE_INITIALIZED("cuDeviceGetUuid_v2");
  memset(uuid, uuid_byte(device), 16);
  return SUCCESS;
}

EXPORT Result cuDeviceTotalMem_v2(size_t *bytes, int device) {
  (void)device;
  REQUIRE_INITIALIZED("cuDeviceTotalMem_v2");
  *bytes = memory_limit();
  return SUCCESS;
}

EXPORT Result cuDeviceGetAttribute(int *value, int attribute, int device) {
  REQUIRE_INITIALIZED("cuDeviceGetAttribute");
  const char *capability = getenv("FAKE_CUDA_CC");
  if (!capability) capability = "8.0";
  switch (attribute) {
    case 16: *value = 108; break;
    case 33: *value = 0x17 + device; break;
    case 75: *value = atoi(capability); break;
    case 76: *value = strchr(capability, '.') ? atoi(strchr(capability, '.') + 1) : 0; break;
    case 97: *value = 232448; break;
    default: *value = attribute == 32; break;
  }
  return SUCCESS;
}

EXPORT Result V2(cuDevicePrimaryCtxSetFlags)(int device, unsigned flags) {
  (void)device, (void)flags;
  REQUIRE_INITIALIZED("cuDevicePrimaryCtxSetFlags_v2");
  return SUCCESS;
}

EXPORT Result cuDevicePrimaryCtxRetain(Handle *context, int device) {
  REQUIRE_INITIALIZED("cuDevicePrimaryCtxRetain");
  static struct Context primary[MAX_DEVICES];
  primary[device].device = device;
  *context = (Handle)(uintptr_t)&primary[device];
  return SUCCESS;
}

EXPORT Result V2(cuDevicePrimaryCtxRelease)(int device) {
  (void)device;
  return SUCCESS;
}

EXPORT Result cuCtxSetCurrent(Handle context) {
  REQUIRE_INITIALIZED("cuCtxSetCurrent");
  current = (struct Context *)(uintptr_t)context;
  return SUCCESS;
}

EXPORT Result cuCtxSynchronize(void) {
  REQUIRE_CONTEXT("cuCtxSynchronize");
  return SUCCESS;
}

EXPORT Result cuMemGetInfo_v2(size_t *free_bytes, size_t *total) {
  REQUIRE_CONTEXT("cuMemGetInfo_v2");
  *total = memory_limit();
  *free_bytes = *total - memory_used();
  return SUCCESS;
}

EXPORT Result cuMemAlloc_v2(Handle *address, size_t bytes) {
  REQUIRE_CONTEXT("cuMemAlloc_v2");
  return memory_allocate(address, bytes, memory_limit());
}

EXPORT Result cuMemFree_v2(Handle address) {
  REQUIRE_CONTEXT("cuMemFree_v2");
  return memory_release(address);
}

EXPORT Result cuMemcpyDtoH_v2(void *host, Handle device, size_t bytes) {
  REQUIRE_CONTEXT("cuMemcpyDtoH_v2");
  const uint8_t *source = memory_at(device, bytes);
  if (!source) return INVALID_VALUE;
  memcpy(host, source, bytes);
  return SUCCESS;
}

EXPORT Result cuMemcpyDtoHAsync_v2(Handle host, Handle device, size_t bytes, Handle stream) {
  REQUIRE_CONTEXT("cuMemcpyDtoHAsync_v2");
  return stream_copy(stream, host, device, bytes);
}

EXPORT Result cuMemHostAlloc(Handle *address, size_t bytes, unsigned flags) {
  (void)flags;
  REQUIRE_CONTEXT("cuMemHostAlloc");
  *address = (Handle)(uintptr_t)malloc(bytes);
  return SUCCESS;
}

EXPORT Result cuMemFreeHost(Handle address) {
  free((void *)(uintptr_t)address);
  return SUCCESS;
}

EXPORT Result cuModuleLoadDataEx(Handle *module, const char *image, unsigned count, int *options, uint64_t *values) {
  REQUIRE_CONTEXT("cuModuleLoadDataEx");
  const char *reject = getenv("FAKE_CUDA_REJECT");
  const char *target = strstr(image, ".target ");
  if (!target) return INVALID_IMAGE;
  if (reject && strncmp(target + 8, reject, strlen(reject)) == 0) {
    for (unsigned i = 0; i < count; i++) {
      if (options[i] == 5) snprintf((char *)(uintptr_t)values[i], 64, "ptxas fatal: unsupported target %s", reject);
    }
    return INVALID_PTX;
  }
  live_modules++;
  *module = (Handle)(uintptr_t)strdup(image);
  return SUCCESS;
}

EXPORT Result cuModuleUnload(Handle module) {
  REQUIRE_CONTEXT("cuModuleUnload");
  free((void *)(uintptr_t)module);
  live_modules--;
  return SUCCESS;
}

EXPORT Result cuModuleGetFunction(Handle *function, Handle module, const char *name) {
  REQUIRE_CONTEXT("cuModuleGetFunction");
  char entry[64];
  snprintf(entry, sizeof entry, ".entry %s(", name);
  if (names("FAKE_CUDA_MISSING", name) || !strstr((const char *)(uintptr_t)module, entry)) return NOT_FOUND;
  struct Function *found = calloc(1, sizeof *found);
  found->kernel = kernel_named(name);
  if (!found->kernel) return NOT_FOUND;
  *function = (Handle)(uintptr_t)found;
  return SUCCESS;
}

EXPORT Result cuFuncSetAttribute(Handle function, int attribute, int value) {
  REQUIRE_CONTEXT("cuFuncSetAttribute");
  if (attribute == 8) ((struct Function *)(uintptr_t)function)->shared_bytes = value;
  return SUCCESS;
}

EXPORT Result cuFuncGetAttribute(int *value, int attribute, Handle function) {
  REQUIRE_CONTEXT("cuFuncGetAttribute");
  const char *name = ((struct Function *)(uintptr_t)function)->kernel->name;
  *value = attribute == 3 && names("FAKE_CUDA_LOCAL", name) ? 16 : 0;
  return SUCCESS;
}

EXPORT Result cuStreamCreate(Handle *stream, unsigned flags) {
  (void)flags;
  REQUIRE_CONTEXT("cuStreamCreate");
  return stream_create(stream);
}

EXPORT Result cuStreamDestroy_v2(Handle stream) {
  REQUIRE_CONTEXT("cuStreamDestroy_v2");
  return stream_destroy(stream);
}

/* Passes a result on; after some of them all further calls return the same, as CUDA's reference says. */
static Result ended_by(Result result) {
  switch (result) {
    case 214: case 220: case 226: case 702: case 710: case 714: case 715: case 716: case 717: case 718: case 719:
    case 721: case ILLEGAL_ADDRESS:
      current->sticky = result;
      return result;
    default:
      return result;
  }
}

EXPORT Result cuStreamSynchronize(Handle stream) {
  REQUIRE_CONTEXT("cuStreamSynchronize");
  return ended_by(stream_synchronize(stream));
}

EXPORT Result cuStreamWaitEvent(Handle stream, Handle event, unsigned flags) {
  (void)flags;
  REQUIRE_CONTEXT("cuStreamWaitEvent");
  return stream_wait(stream, event);
}

EXPORT Result cuEventCreate(Handle *event, unsigned flags) {
  (void)flags;
  REQUIRE_CONTEXT("cuEventCreate");
  return event_create(event);
}

EXPORT Result cuEventRecord(Handle event, Handle stream) {
  REQUIRE_CONTEXT("cuEventRecord");
  return stream_record(stream, event);
}

EXPORT Result cuEventSynchronize(Handle event) {
  REQUIRE_CONTEXT("cuEventSynchronize");
  return ended_by(event_synchronize(event));
}

/* Not a measurement: this library has no notion of a GPU's time. */
EXPORT Result cuEventElapsedTime(float *ms, Handle start, Handle end) {
  (void)start, (void)end;
  REQUIRE_CONTEXT("cuEventElapsedTime");
  *ms = 1;
  return SUCCESS;
}

EXPORT Result cuEventDestroy_v2(Handle event) {
  REQUIRE_CONTEXT("cuEventDestroy_v2");
  return event_destroy(event);
}

EXPORT Result cuLaunchKernel(Handle function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,
                             unsigned block_y, unsigned block_z, unsigned shared_bytes, Handle stream,
                             void **parameters, void **extra) {
  REQUIRE_CONTEXT("cuLaunchKernel");
  const struct Function *called = (struct Function *)(uintptr_t)function;
  if (grid_y != 1 || grid_z != 1 || block_y != 1 || block_z != 1 || extra || !parameters) return INVALID_VALUE;
  /* Above 48 KiB only what cuFuncSetAttribute allowed. */
  if (shared_bytes > 49152 && (int)shared_bytes > called->shared_bytes) return LAUNCH_OUT_OF_RESOURCES;
  struct Launch launch = {grid_x, block_x, shared_bytes, {{0}}};
  for (int i = 0; i < called->kernel->parameters; i++) {
    memcpy(launch.values[i], parameters[i], called->kernel->sizes[i]);
  }
  return stream_launch(stream, called->kernel, &launch);
}

/* For tests: what this thread and process still hold. */
EXPORT int fakeCudaLiveHandles(void) { return stream_live_handles(); }
EXPORT uint64_t fakeCudaUsedBytes(void) { return memory_used(); }
