import { systemClock } from "@headframe/kit";
import { type Device, type GpuClaim, ReferenceDevice } from "@headframe/pow";
import { labUuid, MEMORY_DROPPED, wrapDevice } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";
import { describeClaim } from "../../src/gpu/describe-claim.js";
import { planDevice } from "../../src/gpu/self-test/plan-device.js";
import { runSelfTest } from "../../src/gpu/self-test/self-test.js";

const H200: GpuClaim = {
  uuid: Uint8Array.from({ length: 16 }, (_, index) => index),
  name: "NVIDIA H200",
  totalBytes: 143_771n * 2n ** 20n,
  freeBytes: 140n * 2n ** 30n,
  driver: 13_020,
  pciDomain: 1,
  pciBus: 0xab,
  pciDevice: 0,
  ccMajor: 9,
  ccMinor: 0,
  sms: 132,
  kernel: 3,
  flags: 1,
};

describe("what a device is asked for", () => {
  it("is what the class table says of its model", () => {
    const { request, deviceClass } = planDevice(H200, "standard");
    expect(deviceClass?.name).toBe("H200 SXM");
    // The row of H200 SXM in the table of predicted times, GPOW-1 section 18.
    expect(request).toMatchObject({ classId: 11, params: { tier: "standard", n: 16_384, K: 1024, M: 505 } });
  });

  it("follows from its own memory where the model is not in the table, and no rate is expected", () => {
    const { request, deviceClass } = planDevice({ ...H200, name: "NVIDIA H200 MIG 1g.18gb" }, "standard");
    expect(deviceClass).toBeUndefined();
    expect(request).toMatchObject({ classId: 0, params: { M: 505 }, opsPerUs: 58_500_000 });
  });

  it("shows no class in the lab tier", () => {
    expect(planDevice(H200, "lab")).toMatchObject({ deviceClass: undefined, request: { classId: 0 } });
  });
});

describe("a claim for people", () => {
  it("is written as NVIDIA's tools write it", () => {
    expect(describeClaim(H200, 0)).toMatchObject({
      uuid: "GPU-00010203-0405-0607-0809-0a0b0c0d0e0f",
      cudaVersion: "13.2",
      pciAddress: "0001:ab:00.0",
      computeCapability: "9.0",
      kernel: "sm_90a",
      flags: ["ecc"],
    });
  });

  it("tells a MIG instance and a program from a GPU", () => {
    expect(describeClaim({ ...H200, flags: 2 }, 0).uuid).toMatch(/^MIG-/);
    const program = describeClaim({ ...H200, driver: 0, kernel: 0 }, 0);
    expect(program.uuid).toMatch(/^0001/);
    expect(program).not.toHaveProperty("pciAddress");
  });
});

async function testDevices(devices: readonly Device[]) {
  const { signal } = new AbortController();
  const claims = await Promise.all(devices.map((device) => device.claim(signal)));
  return runSelfTest({ devices, claims, tier: "lab", agentText: "test/1" }, { clock: systemClock, signal });
}

describe("a test of the devices", () => {
  it("accepts what is right, and gives the times of every device", async () => {
    const report = await testDevices([1, 2].map((value) => new ReferenceDevice({ uuid: labUuid(value) })));
    expect(report.isAccepted).toBe(true);
    expect(report.devices.map(({ slot, reason }) => [slot, reason])).toEqual([
      [0, "ok"],
      [1, "ok"],
    ]);
    for (const { fill, walk } of report.devices) {
      expect(fill?.tookMs).toBeGreaterThan(0);
      expect(walk?.rate).toBeGreaterThan(0);
    }
  });

  it("names the device whose memory lost a bit, and no other", async () => {
    const report = await testDevices([
      new ReferenceDevice({ uuid: labUuid(1) }),
      new ReferenceDevice({ uuid: labUuid(2), faults: MEMORY_DROPPED }),
    ]);
    expect(report.isAccepted).toBe(false);
    expect(report.devices.map(({ reason }) => reason)).toEqual(["ok", "walker_digest"]);
  });

  it("says why when a device cannot get ready", async () => {
    const device = new ReferenceDevice({ uuid: labUuid(1) });
    const refusing = wrapDevice(device, { prepare: (_, signal) => device.prepare(HUGE, signal) });
    await expect(testDevices([refusing])).rejects.toMatchObject({
      detail: { code: "gpu-test/refused", status: "not_enough_memory" },
      message: expect.stringContaining("not enough free memory"),
      hint: expect.stringContaining("nvidia-smi"),
    });
  });

  it("ends when it is called off", async () => {
    const device = new ReferenceDevice({ uuid: labUuid(1) });
    const claims = [await device.claim(new AbortController().signal)];
    const signal = AbortSignal.abort(new Error("enough"));
    const request = { devices: [device], claims, tier: "lab", agentText: "test/1" } as const;
    await expect(runSelfTest(request, { clock: systemClock, signal })).rejects.toThrow("enough");
  });
});

const HUGE = { ...planDevice(H200, "standard").request.params, M: 1024 };
