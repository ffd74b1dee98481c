#include "inject.h"
#include <stdlib.h>
#include <string.h>

/* What stands behind "key:", or NULL. */
static const char *value_of(const char *variable, const char *key) {
  size_t length = strlen(key);
  for (const char *at = getenv(variable); at && *at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
    if (strncmp(at, key, length) == 0 && at[length] == ':') return at + length + 1;
  }
  return NULL;
}

long injected(const char *variable, const char *key) {
  const char *value = value_of(variable, key);
  return value ? atol(value) : 0;
}

long injected_after(const char *variable, const char *key) {
  const char *value = value_of(variable, key);
  size_t digits = value ? strspn(value, "0123456789") : 0;
  return digits > 0 && value[digits] == ':' ? atol(value + digits + 1) : 0;
}
