import { findInvalidField, type PowParams } from "@headframe/pow";
import { describe, expect, it } from "vitest";
import type { ListedExecutor } from "../../src/challenge/axon.js";
import { planSession, type PlanOptions } from "../../src/challenge/session-plan.js";
import { configSchema } from "../../src/config/schema.js";
import { registryFromConfig } from "../../src/hardware/registry-from-config.js";

const LAB_PARAMS: PowParams = { tier: "lab", n: 256, K: 256, M: 8, W: 4096, S: 32, t1: 32, t2: 8 };
const OPTIONS: PlanOptions = {
  tier: "auto",
  rttUs: 5000,
  lab: { params: LAB_PARAMS, opsPerUs: 50, bytesPerUs: 10 },
};

const h200 = (fill: number) => ({
  uuid: new Uint8Array(16).fill(fill),
  name: "NVIDIA H200",
  totalBytes: 150_754_820_096,
});

const executor = (facts: Partial<ListedExecutor> = {}): ListedExecutor => ({
  executorId: "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
  alias: "gpu-1",
  health: "healthy",
  reason: "",
  busy: false,
  backend: "cuda",
  devices: [h200(1)],
  ...facts,
});

const plan = (facts: Partial<ListedExecutor> = {}, options: Partial<PlanOptions> = {}) =>
  planSession(executor(facts), registryFromConfig(configSchema.parse({})), { ...OPTIONS, ...options });

describe("the plan of a session", () => {
  it("asks a GPU for the standard tier of its class, by default", () => {
    const { tier, devices } = plan();
    expect(tier).toBe("standard");
    expect(devices[0]?.request).toMatchObject({
      classId: 11,
      opsPerUs: 949_920_000,
      bytesPerUs: 3_840_000,
      params: { tier: "standard", n: 16_384, K: 1024, M: 505, W: 2 ** 24, S: 64, t1: 64, t2: 16 },
    });
  });

  it("asks for all devices in the order of their UUIDs", () => {
    const { devices } = plan({ devices: [h200(3), h200(1), h200(2)] });
    expect(devices.map(({ device }) => device.uuid[0])).toEqual([1, 2, 3]);
  });

  it("asks a reference device for the lab tier, which shows no capacity", () => {
    const { tier, devices } = plan({ backend: "reference" });
    expect(tier).toBe("lab");
    expect(devices[0]).toMatchObject({
      source: "lab",
      request: { params: LAB_PARAMS, opsPerUs: 50, bytesPerUs: 10, classId: 0 },
    });
  });

  it.each(["pulse", "standard", "deep"] as const)("asks for valid work in the %s tier", (tier) => {
    for (const { request } of plan({}, { tier }).devices)
      expect(findInvalidField(request.params)).toBeUndefined();
  });

  it.each([
    { what: "no device", facts: { devices: [] }, code: "validator/no-devices" },
    {
      what: "17 devices",
      facts: { devices: Array.from({ length: 17 }, (_, at) => h200(at)) },
      code: "validator/too-many-devices",
    },
  ])("is refused for an executor with $what", ({ facts, code }) => {
    expect(() => plan(facts)).toThrow(expect.objectContaining({ code }));
  });

  it("is refused when a reference device is asked for more than the lab tier", () => {
    const ask = () => plan({ backend: "reference" }, { tier: "standard" });
    expect(ask).toThrow(expect.objectContaining({ code: "validator/not-a-gpu" }));
    expect(ask).toThrow("has no GPU");
  });
});
