import { provenRates, walkBytes, type PowParams } from "@headframe/pow";
import { capacityCredit } from "./capacity-credit.js";
import { workShown, type WorkShown } from "./soundness.js";

/** The work of one device in an accepted session, and when it was answered. */
export interface AcceptedWork {
  readonly params: PowParams;
  /** T1 − T0 by the validator's clock, in microseconds. */
  readonly t1Us: number;
  /** T3 − T2 by the validator's clock, in microseconds. */
  readonly t2Us: number;
  /** Deadline of the walk, in microseconds. */
  readonly d2Us: number;
  /** Fastest link of the device to memory that is not its own. */
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

const US_PER_SECOND = 1e6;

/** Works out what an accepted session shows (GPOW-1, sections 15 and 21). */
export function establish({ params, t1Us, t2Us, d2Us, hostLinkBytesPerUs }: AcceptedWork): Established {
  // A time of 0 µs cannot be told from 1 µs, which is the slower reading and so the honest bound.
  const rates = provenRates(params, Math.max(1, t1Us), Math.max(1, t2Us));
  const committedBytes = params.M * params.n ** 2;
  const creditedFraction = capacityCredit({
    inner: params.K,
    walkBytes: walkBytes(params),
    deadlineUs: d2Us,
    hostLinkBytesPerUs,
  });
  return {
    opsPerSecond: rates.opsPerUs * US_PER_SECOND,
    bytesPerSecond: rates.bytesPerUs * US_PER_SECOND,
    committedBytes,
    creditedFraction,
    creditedBytes: Math.floor(committedBytes * creditedFraction),
    workShown: workShown({ strips: params.t1, walkers: params.t2, stepsPerWalker: params.S }),
  };
}
