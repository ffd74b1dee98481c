import { describe, expect, it } from "vitest";

import { DeviceError, toDeviceError, toDeviceErrorRecord } from "../../src/device/errors.js";

describe("the failure of a device", () => {
  it.each([
    new DeviceError({ code: "device/out-of-memory", neededBytes: 2, freeBytes: 1 }, "too much", {
      hint: "Ask for less.",
    }),
    new DeviceError({ code: "device/agent-lost" }, "gone"),
  ])("is the same after it crossed a border between threads: $message", (error) => {
    const crossed = toDeviceError(structuredClone(toDeviceErrorRecord(error)));
    expect(crossed).toBeInstanceOf(DeviceError);
    expect([crossed.detail, crossed.message, crossed.hint]).toEqual([
      error.detail,
      error.message,
      error.hint,
    ]);
  });

  it.each([
    [new TypeError("no such kernel"), "no such kernel"],
    ["a string", "a string"],
  ])("counts as one of the driver when it is of no known kind", (thrown, message) => {
    expect(toDeviceErrorRecord(thrown)).toEqual({ detail: { code: "device/driver" }, message });
  });
});
