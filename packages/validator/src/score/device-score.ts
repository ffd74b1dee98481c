import type { Established } from "./established.js";

/** The device that scores 1: the H200 row of the class table (GPOW-1, section 18) at the bytes it commits to. */
const UNIT = {
  opsPerSecond: 949.92e12,
  bytesPerSecond: 3.84e12,
  committedBytes: 505 * 16_384 ** 2,
} as const;

/**
 * What a device is worth, in H200s, by what it measurably did and not by what it is called.
 *
 * The geometric mean of throughput, bandwidth and credited memory, each relative to an H200. It grows in proportion
 * to the three together, so a card shown as two halves earns no more than the whole card (section 22, splitting), and
 * a device without memory credit is worth nothing.
 */
export function deviceScore(established: Established): number {
  const factors = [
    established.opsPerSecond / UNIT.opsPerSecond,
    established.bytesPerSecond / UNIT.bytesPerSecond,
    established.creditedBytes / UNIT.committedBytes,
  ];
  return Math.cbrt(factors.reduce((product, factor) => product * factor, 1));
}
