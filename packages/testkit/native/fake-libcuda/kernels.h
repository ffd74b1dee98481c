/* The kernels of GPOW-1 section 23.1 in plain C. */
#pragma once
#include "abi.h"

enum { MAX_PARAMETERS = 8 };

struct Launch {
  unsigned grid, block, shared_bytes;
  /* Copies of the parameters, in order. */
  uint8_t values[MAX_PARAMETERS][512];
};

struct Kernel {
  const char *name;
  int parameters;
  size_t sizes[MAX_PARAMETERS];
  Result (*run)(const struct Launch *launch);
};

/* The kernel of that name, or NULL. */
const struct Kernel *kernel_named(const char *name);
