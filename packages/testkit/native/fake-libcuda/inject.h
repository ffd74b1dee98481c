/* Failures on request, by environment variable. */
#pragma once

/* The number behind "key:" in the comma-separated list of `variable`, or 0. */
long injected(const char *variable, const char *key);
/* The second number, behind "key:number:", or 0. */
long injected_after(const char *variable, const char *key);
