/* Host memory that stands for device memory: allocations with bounds. */
#pragma once
#include "abi.h"

Result memory_allocate(Handle *address, size_t bytes, size_t limit);
Result memory_release(Handle address);
/* The bytes at `address`, or NULL if not all of them lie inside one allocation. */
uint8_t *memory_at(Handle address, size_t bytes);
size_t memory_used(void);
