import { DeviceError, ReferenceDevice, verifyOpenings, type Device, type PowParams } from "@headframe/pow";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { proveOnce } from "./device-work.js";
import { LAB_PARAMS } from "./lab-params.js";

/** A device to be examined, and what ends it. */
export interface DeviceUnderTest {
  readonly device: Device;
  stop?(): Promise<void>;
}

/** More than any GPU has: 16,384² bytes for each of 1024 products. */
const TOO_MUCH: PowParams = {
  tier: "standard",
  n: 16_384,
  K: 1024,
  M: 1024,
  W: 2 ** 21,
  S: 64,
  t1: 64,
  t2: 16,
};

const SEED = Uint8Array.from({ length: 32 }, (_, index) => index);

const SHAPES: readonly PowParams[] = [
  LAB_PARAMS,
  // Odd K in steps of 256, three products, another side.
  { ...LAB_PARAMS, n: 512, K: 768, M: 3, W: 2048, S: 32 },
  // Sums of more terms than one pair of doubles may hold.
  { ...LAB_PARAMS, K: 2048, M: 1 },
];

/** What every {@link Device} promises: run on the reference device and on real ones alike. */
export function describeDevice(
  name: string,
  makeDevice: () => Promise<DeviceUnderTest> | DeviceUnderTest,
): void {
  describe(`a device: ${name}`, () => {
    let subject: DeviceUnderTest;
    let device: Device;
    const { signal } = new AbortController();

    beforeEach(async () => {
      subject = await makeDevice();
      device = subject.device;
    });
    afterEach(async () => {
      await device.release();
      await subject.stop?.();
    });

    it("claims its own UUID, in plain data", async () => {
      const claim = await device.claim(signal);
      expect(Buffer.from(claim.uuid).equals(device.uuid)).toBe(true);
      expect(claim.freeBytes).toBeLessThanOrEqual(claim.totalBytes);
      expect(structuredClone(claim)).toEqual(claim);
    });

    it.each(SHAPES)("proves n=$n K=$K M=$M W=$W S=$S, and every sample is right", async (params) => {
      await device.prepare(params, signal);
      const job = await proveOnce(device, params, "honest", signal);
      expect(verifyOpenings(job)).toBe("ok");
    });

    it("agrees with the reference device to the last bit", async () => {
      const reference = new ReferenceDevice({ uuid: new Uint8Array(16) });
      await reference.prepare(LAB_PARAMS, signal);
      await device.prepare(LAB_PARAMS, signal);
      const expected = await proveOnce(reference, LAB_PARAMS, "bits", signal);
      const actual = await proveOnce(device, LAB_PARAMS, "bits", signal);
      expect(Buffer.from(actual.body).equals(expected.body)).toBe(true);
    });

    it("does other work for another seed, and can be prepared again after release", async () => {
      await device.prepare(LAB_PARAMS, signal);
      const first = await proveOnce(device, LAB_PARAMS, "first", signal);
      await device.release();
      await device.prepare(LAB_PARAMS, signal);
      const second = await proveOnce(device, LAB_PARAMS, "second", signal);
      expect(Buffer.from(second.body).equals(first.body)).toBe(false);
      expect(verifyOpenings(second)).toBe("ok");
    });

    it("refuses work that does not fit its memory", async () => {
      const failure = await device.prepare(TOO_MUCH, signal).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(DeviceError);
      expect(failure).toMatchObject({ detail: { code: "device/out-of-memory" } });
    });

    it.each(["fill", "walk"] as const)("refuses to %s before it was prepared", async (call) => {
      const failure = await attempt(() => device[call](SEED, signal));
      expect(failure).toMatchObject({ detail: { code: "device/out-of-order", call } });
    });

    it("refuses to open before the walk", async () => {
      await device.prepare(LAB_PARAMS, signal);
      await device.fill(SEED, signal);
      const failure = await attempt(() => device.open([0], [0], signal));
      expect(failure).toMatchObject({ detail: { code: "device/out-of-order", call: "open" } });
    });

    it("stops when its signal fires, and works again afterwards", async () => {
      const stop = new AbortController();
      await device.prepare(LAB_PARAMS, signal);
      const fill = device.fill(SEED, stop.signal);
      stop.abort(new Error("no longer wanted"));
      await expect(fill).rejects.toThrow("no longer wanted");
      await device.release();
      await device.prepare(LAB_PARAMS, signal);
      expect(verifyOpenings(await proveOnce(device, LAB_PARAMS, "again", signal))).toBe("ok");
    });

    it("can be released at any time, and twice", async () => {
      await device.release();
      await device.prepare(LAB_PARAMS, signal);
      await device.release();
      await expect(device.release()).resolves.toBeUndefined();
    });
  });
}

function attempt(call: () => Promise<unknown>): Promise<unknown> {
  return Promise.resolve()
    .then(call)
    .catch((error: unknown) => error);
}
