/* Failures on request, by environment variable. */
#pragma once

/* The number behind "key:" in the comma-separated list of `variable`, or 0. */
long injected(const char *variable, const char *key);
