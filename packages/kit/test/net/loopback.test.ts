import { expect, test } from "vitest";
import { isLoopback } from "../../src/index.js";

test.each(["localhost", "::1", "127.0.0.1", "127.255.255.254"])("%s is this machine alone", (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each(["0.0.0.0", "::", "10.0.0.1", "127.example.com", "localhost.example.com", "[::1]", ""])(
  "%j may be reached by others",
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
