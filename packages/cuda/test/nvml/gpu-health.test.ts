import { compileFakeNvml, lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, test } from "vitest";
import { readBoxHealth } from "../../src/index.js";
import { withFakeDriver } from "../fake-driver.js";

test("a machine without the management library is told so, with the remedy", () => {
  expect(() => readBoxHealth("libnvidia-ml-that-nobody-has.so.1")).toThrow(
    expect.objectContaining({
      code: "nvml/no-library",
      hint: expect.stringContaining("utility driver capability"),
    }),
  );
});

describe.skipIf(lacksCompiler("health of GPUs"))("on the fake management library", () => {
  test("every figure arrives in its own field and unit", () => {
    const { driverVersion, gpus, unreadable } = readBoxHealth(compileFakeNvml());
    expect(unreadable).toEqual([]);
    expect(driverVersion).toBe("580.65.06");
    expect(gpus).toHaveLength(2);
    expect(gpus[0]).toEqual({
      uuid: "GPU-f0f0f0f0-f0f0-f0f0-f0f0-f0f0f0f0f0f0",
      name: "Fake GPU 0",
      pciAddress: "0000:17:00.0",
      memory: { totalBytes: 2 ** 30, freeBytes: 2 ** 30 - 2 ** 20, usedBytes: 2 ** 20 },
      isEccEnabled: true,
      uncorrectedEccErrors: 3,
      smClockMhz: 1410,
      maxSmClockMhz: 1980,
      memoryClockMhz: 1215,
      maxMemoryClockMhz: 2619,
      temperatureCelsius: 41,
      powerWatts: 71.5,
      powerLimitWatts: 700,
      pcieGeneration: 4,
      maxPcieGeneration: 5,
      pcieWidth: 8,
      maxPcieWidth: 16,
      gpuBusyPercent: 7,
      memoryBusyPercent: 2,
      processes: [{ pid: 4242, usedBytes: 2 ** 33 }, { pid: 4243 }],
      faults: [],
    });
    expect(gpus[1]).toMatchObject({ name: "Fake GPU 1", pciAddress: "0000:18:00.0", processes: [] });
  });

  test.each([3, 4, 13])("a figure that nobody can know (result %d) is absent, and no fault", (result) => {
    withFakeDriver({ FAKE_NVML_FAIL: `nvmlDeviceGetTemperature:${result}` });
    const [gpu] = readBoxHealth(compileFakeNvml()).gpus;
    expect(gpu).not.toHaveProperty("temperatureCelsius");
    expect(gpu?.faults).toEqual([]);
  });

  test("a function that the driver does not have leaves its figure out", () => {
    const [gpu] = readBoxHealth(compileFakeNvml(["WITHOUT_PROCESSES"])).gpus;
    expect(gpu).not.toHaveProperty("processes");
    expect(gpu?.faults).toEqual([]);
  });

  test("a GPU that was lost is still listed, and says so", () => {
    withFakeDriver({ FAKE_NVML_FAIL: "nvmlDeviceGetTemperature:15" });
    const [gpu] = readBoxHealth(compileFakeNvml()).gpus;
    expect(gpu?.faults).toEqual(["nvmlDeviceGetTemperature failed with GPU is lost (15)"]);
    expect(gpu?.name).toBe("Fake GPU 0");
  });

  test.each([
    ["nvmlDeviceGetHandleByIndex_v2:4", "not for this process to see"],
    ["nvmlDeviceGetHandleByIndex_v2:15", "nvmlDeviceGetHandleByIndex_v2 failed with GPU is lost (15)"],
    ["nvmlDeviceGetUUID:15", "nvmlDeviceGetUUID failed with GPU is lost (15)"],
    ["nvmlDeviceGetUUID:3", "it has no UUID"],
  ])("a GPU that cannot be named (%s) is named with the reason, and nothing throws", (failure, reason) => {
    withFakeDriver({ FAKE_NVML_FAIL: failure });
    const { gpus, unreadable } = readBoxHealth(compileFakeNvml());
    expect(gpus).toEqual([]);
    expect(unreadable).toEqual([`GPU 0: ${reason}`, `GPU 1: ${reason}`]);
  });

  test("a driver that is not loaded is an error with the library's number", () => {
    withFakeDriver({ FAKE_NVML_FAIL: "nvmlInit_v2:9" });
    expect(() => readBoxHealth(compileFakeNvml())).toThrow(
      expect.objectContaining({ detail: { code: "nvml/call-failed", call: "nvmlInit_v2", result: 9 } }),
    );
  });
});
