import { capacityCredit } from "./capacity-credit.js";
import { workShown, type WorkShown } from "./soundness.js";

/** The work of one device in an accepted session, and when it was answered. */
export interface AcceptedWork {
  /** Rows and columns of a product (n). */
  readonly size: number;
  /** Inner dimension (K). */
  readonly inner: number;
  /** Number of products (M). */
  readonly products: number;
  /** Number of walkers (W). */
  readonly walkers: number;
  /** Steps per walker (S). */
  readonly steps: number;
  /** Opened strips (t1). */
  readonly stripSamples: number;
  /** Opened walkers (t2). */
  readonly walkerSamples: number;
  /** T1 − T0 and T3 − T2 by the validator's clock, in microseconds. */
  readonly fillUs: number;
  readonly walkUs: number;
  /** Deadline of the walk (D2), in microseconds. */
  readonly walkDeadlineUs: number;
  readonly hostLinkBytesPerUs: number;
}

/** What an accepted session shows about a device. Rates are lower bounds, to be read with `workShown`. */
export interface Established {
  /** Exact int8 operations per second; a multiplication and an addition are two. */
  readonly opsPerSecond: number;
  /** Bytes per second of dependent 128-byte reads. */
  readonly bytesPerSecond: number;
  /** Bytes that the session committed to: M·n². */
  readonly committedBytes: number;
  /** Fraction of them that is credited as held in the device's own memory. */
  readonly creditedFraction: number;
  readonly creditedBytes: number;
  readonly workShown: WorkShown;
}

/** Bytes that one step of a walker reads (GPOW-1, section 10). */
const ITEM_BYTES = 128;
const US_PER_SECOND = 1e6;

/** Works out what an accepted session shows (GPOW-1, sections 15 and 21). */
export function establish(work: AcceptedWork): Established {
  const operations = 2 * work.size ** 2 * work.inner * work.products;
  const walkBytes = ITEM_BYTES * work.walkers * work.steps;
  const committedBytes = work.products * work.size ** 2;
  const creditedFraction = capacityCredit({
    inner: work.inner,
    walkBytes,
    deadlineUs: work.walkDeadlineUs,
    hostLinkBytesPerUs: work.hostLinkBytesPerUs,
  });
  return {
    opsPerSecond: perSecond(operations, work.fillUs),
    bytesPerSecond: perSecond(walkBytes, work.walkUs),
    committedBytes,
    creditedFraction,
    creditedBytes: Math.floor(committedBytes * creditedFraction),
    workShown: workShown({
      strips: work.stripSamples,
      walkers: work.walkerSamples,
      stepsPerWalker: work.steps,
    }),
  };
}

/** A time of 0 µs cannot be told from 1 µs, which is the slower reading and so the honest bound. */
function perSecond(amount: number, us: number): number {
  return (amount / Math.max(1, us)) * US_PER_SECOND;
}
