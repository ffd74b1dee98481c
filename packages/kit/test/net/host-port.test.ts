import { expect, test } from "vitest";
import { formatHostPort, parseHostPort } from "../../src/index.js";

test.each([
  ["gpu-1:50051", { host: "gpu-1", port: 50051 }],
  ["10.0.0.1:1", { host: "10.0.0.1", port: 1 }],
  ["[2001:db8::1]:65535", { host: "2001:db8::1", port: 65535 }],
  ["executor2.example.com:50051", { host: "executor2.example.com", port: 50051 }],
])("reads %s and writes it back", (text, address) => {
  expect(parseHostPort(text)).toEqual(address);
  expect(formatHostPort(address)).toBe(text);
});

test.each([
  ["http://gpu-1:50051", /without "http:\/\/"/],
  ["gpu-1", /is not host:port/],
  ["2001:db8::1:50051", /is not host:port/],
  ["gpu-1:0", /port 0 is not between/],
  ["gpu-1:65536", /port 65536 is not between/],
  ["[gpu-1]:50051", /"gpu-1" is not an IPv6 address/],
  [":50051", /is not a host name/],
  ["gpu 1:50051", /is not a host name/],
])("says what is wrong with %s", (text, problem) => {
  expect(parseHostPort(text)).toEqual({ problem: expect.stringMatching(problem) });
});
