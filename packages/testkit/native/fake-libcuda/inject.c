#include "inject.h"
#include <stdlib.h>
#include <string.h>

long injected(const char *variable, const char *key) {
  size_t length = strlen(key);
  for (const char *at = getenv(variable); at && *at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
    if (strncmp(at, key, length) == 0 && at[length] == ':') return atol(at + length + 1);
  }
  return 0;
}
