import { describe, expect, it } from "vitest";
import { deviceScore } from "../../src/score/device-score.js";
import { establish, type AcceptedWork, type Established } from "../../src/score/established.js";

/** An H200 that answered in exactly the reference times of its class (GPOW-1, sections 15 and 18; J = 25 ms). */
const H200: AcceptedWork = {
  params: { tier: "standard", n: 16_384, K: 1024, M: 505, W: 2 ** 24, S: 64, t1: 64, t2: 16 },
  t1Us: 292_264,
  t2Us: 35_792,
  d2Us: 78_688,
  hostLinkBytesPerUs: 55_000,
};

const scaled = (established: Established, factor: number): Established => ({
  ...established,
  opsPerSecond: established.opsPerSecond * factor,
  bytesPerSecond: established.bytesPerSecond * factor,
  creditedBytes: established.creditedBytes * factor,
});

describe("what an accepted session establishes", () => {
  const established = establish(H200);

  it("gives the work over the whole measured time, with nothing subtracted", () => {
    expect(established.opsPerSecond / 1e12).toBeCloseTo(949.92, 1);
    expect(established.bytesPerSecond / 1e12).toBeCloseTo(3.84, 2);
    expect(established.committedBytes).toBe(505 * 2 ** 28);
  });

  it("credits the part of the memory that cannot have been elsewhere", () => {
    expect(established.creditedFraction).toBeCloseTo(0.92, 2);
    expect(established.creditedBytes).toBe(
      Math.floor(established.committedBytes * established.creditedFraction),
    );
  });

  it("stays finite for an answer in the same microsecond", () => {
    expect(Number.isFinite(establish({ ...H200, t1Us: 0 }).opsPerSecond)).toBe(true);
  });
});

describe("the score of a device", () => {
  const whole = establish(H200);

  it("is the credited share of one for an H200 at its class rates", () => {
    expect(deviceScore(whole)).toBeCloseTo(Math.cbrt(whole.creditedFraction), 3);
  });

  it("does not reward showing one card as two halves", () => {
    expect(2 * deviceScore(scaled(whole, 0.5))).toBeCloseTo(deviceScore(whole), 12);
  });

  it("falls when the same work took longer", () => {
    expect(deviceScore(establish({ ...H200, t1Us: 2 * H200.t1Us }))).toBeLessThan(deviceScore(whole));
    expect(deviceScore(establish({ ...H200, t2Us: 2 * H200.t2Us }))).toBeLessThan(deviceScore(whole));
  });

  it("is nothing without any credited memory", () => {
    expect(deviceScore({ ...whole, creditedBytes: 0 })).toBe(0);
  });
});
