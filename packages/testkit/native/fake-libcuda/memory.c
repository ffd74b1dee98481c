#include "memory.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct Allocation {
  uint8_t *bytes;
  size_t size;
  struct Allocation *next;
};

static struct Allocation *allocations;
static size_t used;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

Result memory_allocate(Handle *address, size_t bytes, size_t limit) {
  if (bytes == 0) return INVALID_VALUE;
  pthread_mutex_lock(&lock);
  Result result = OUT_OF_MEMORY;
  if (used + bytes <= limit) {
    struct Allocation *allocation = malloc(sizeof *allocation);
    allocation->bytes = aligned_alloc(256, (bytes + 255) / 256 * 256);
    allocation->size = bytes;
    memset(allocation->bytes, 0xa5, bytes); /* what nobody wrote must not look like zero */
    allocation->next = allocations;
    allocations = allocation;
    used += bytes;
    *address = (Handle)(uintptr_t)allocation->bytes;
    result = SUCCESS;
  }
  pthread_mutex_unlock(&lock);
  return result;
}

Result memory_release(Handle address) {
  pthread_mutex_lock(&lock);
  Result result = INVALID_VALUE;
  for (struct Allocation **link = &allocations; *link; link = &(*link)->next) {
    if ((Handle)(uintptr_t)(*link)->bytes != address) continue;
    struct Allocation *found = *link;
    *link = found->next;
    used -= found->size;
    free(found->bytes);
    free(found);
    result = SUCCESS;
    break;
  }
  pthread_mutex_unlock(&lock);
  return result;
}

uint8_t *memory_at(Handle address, size_t bytes) {
  uint8_t *wanted = (uint8_t *)(uintptr_t)address;
  uint8_t *found = NULL;
  pthread_mutex_lock(&lock);
  for (struct Allocation *a = allocations; a && !found; a = a->next) {
    if (wanted >= a->bytes && bytes <= a->size && wanted - a->bytes <= (ptrdiff_t)(a->size - bytes)) found = wanted;
  }
  pthread_mutex_unlock(&lock);
  return found;
}

size_t memory_used(void) { return used; }
