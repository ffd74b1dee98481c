import { expect } from "vitest";

/** Long enough for a busy machine; what is waited for is there within milliseconds otherwise. */
const LIMIT_MS = 10_000;

/** An expectation of what `read` will give in a moment, once messages have come over the socket. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: LIMIT_MS, interval: 5 });
}
