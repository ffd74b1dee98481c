/* The part of the CUDA driver ABI that Headframe calls, as far as a fake needs it. Handles and addresses are 64 bits. */
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef int Result;
typedef uint64_t Handle;

enum {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  NOT_INITIALIZED = 3,
  NO_DEVICE = 100,
  INVALID_DEVICE = 101,
  INVALID_IMAGE = 200,
  INVALID_CONTEXT = 201,
  INVALID_PTX = 218,
  NOT_FOUND = 500,
  ILLEGAL_ADDRESS = 700,
  LAUNCH_OUT_OF_RESOURCES = 701,
};

#define EXPORT __attribute__((visibility("default")))
