import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { formatUuid, isUuid } from "../../src/index.js";

test("takes what Node makes, and a name-based one", () => {
  expect(isUuid(randomUUID())).toBe(true);
  expect(isUuid("0b7f3c1e-7a2d-5c4b-8e9f-112233445566")).toBe(true);
});

test.each([
  ["nil", "00000000-0000-0000-0000-000000000000"],
  ["max", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
  ["upper case", "0B7F3C1E-7A2D-5C4B-8E9F-112233445566"],
  ["no dashes", "0b7f3c1e7a2d5c4b8e9f112233445566"],
  ["another variant", "0b7f3c1e-7a2d-5c4b-0e9f-112233445566"],
  ["more", "0b7f3c1e-7a2d-5c4b-8e9f-112233445566 "],
  ["nothing", ""],
])("does not take %s", (_, text) => {
  expect(isUuid(text)).toBe(false);
});

test("writes bytes in groups", () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index * 16 + index);
  expect(formatUuid(bytes)).toBe("00112233-4455-6677-8899-aabbccddeeff");
  expect(() => formatUuid(bytes.subarray(1))).toThrow("a UUID has 16 bytes, not 15");
});
