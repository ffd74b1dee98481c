import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, it } from "vitest";
import { readHealth } from "../../src/gpu/health/read-health.js";
import { fakeDriverPath } from "../support/fake-driver.js";
import { PATIENT } from "../support/running-executor.js";

const never = new AbortController().signal;

describe.skipIf(lacksCompiler("the health of the GPUs"))("the health of the GPUs", () => {
  it("is read in a process of its own", PATIENT, async () => {
    const reading = await readHealth({ LD_LIBRARY_PATH: fakeDriverPath({ withNvml: true }) }, never);
    expect(reading).toMatchObject({
      kind: "read",
      health: { driverVersion: "580.65.06", gpus: [{ name: "Fake GPU 0" }, { name: "Fake GPU 1" }] },
    });
  });

  it("is unavailable, with the reason, while the driver is not loaded", PATIENT, async () => {
    const env = {
      LD_LIBRARY_PATH: fakeDriverPath({ withNvml: true }),
      FAKE_NVML_FAIL: "nvmlInit_v2:9",
    };
    expect(await readHealth(env, never)).toMatchObject({
      kind: "unavailable",
      reason: expect.stringContaining("nvmlInit_v2 failed"),
      hint: expect.any(String),
    });
  });
});

describe("reading the health of the GPUs", () => {
  it("is given up when it is called off, and leaves no process", PATIENT, async () => {
    for (const signal of [AbortSignal.abort(), AbortSignal.timeout(1)]) {
      expect(await readHealth({}, signal)).toMatchObject({
        kind: "unavailable",
        reason: expect.stringContaining("no answer"),
      });
    }
  });
});
