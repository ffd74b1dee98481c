import { fillOps, walkBytes, type PowParams } from "./params.js";

/** The rates of a class of GPU that deadlines are made from. */
export interface ClassRates {
  /** Integer operations per microsecond of the fill. */
  readonly opsPerUs: number;
  /** Bytes per microsecond of the walk. */
  readonly bytesPerUs: number;
}

/** Section 15, in microseconds. */
export interface Deadlines {
  /** What the fill takes at the rates of the class. */
  readonly t1RefUs: number;
  /** What the walk takes at the rates of the class. */
  readonly t2RefUs: number;
  /** From the Challenge to the first commit, at most. */
  readonly d1Us: number;
  /** From the Nonce to the second commit, at most. */
  readonly d2Us: number;
}

/** How many answered pings a session needs before its Challenge. */
export const MIN_RTT_SAMPLES = 5;
/** The longest time from Open to Openings, inclusive. */
export const OPENINGS_LIMIT_US = 10_000_000;
/** J as an executor assumes it, which does not know the round-trip time. */
export const WORST_ALLOWANCE_US = 80_000;

const RTT_CAP_US = 60_000;
const BASE_ALLOWANCE_US = 20_000;
const HARD_LIMIT_EXTRA_US = 1_000_000;
const WORD_LIMIT = 2 ** 32 - 1;

/** J: what is added to deadlines for the distance. An executor can delay its pongs at will, hence the cap. */
export function distanceAllowanceUs(rttMinUs: number): number {
  return Math.min(rttMinUs, RTT_CAP_US) + BASE_ALLOWANCE_US;
}

/** The reference times and deadlines of one GPU; `allowanceUs` is J. */
export function deadlinesOf(params: PowParams, rates: ClassRates, allowanceUs: number): Deadlines {
  const t1RefUs = ceilDivide(fillOps(params), rates.opsPerUs);
  const t2RefUs = ceilDivide(BigInt(walkBytes(params)), rates.bytesPerUs);
  return {
    t1RefUs,
    t2RefUs,
    d1Us: t1RefUs + Math.floor(t1RefUs / 4) + allowanceUs,
    d2Us: t2RefUs + Math.floor(t2RefUs / 2) + allowanceUs,
  };
}

/** H1 or H2 of the deadlines D1 or D2 of all GPUs. */
export function hardLimitUs(deadlinesUs: readonly number[]): number {
  return 2 * Math.max(...deadlinesUs) + HARD_LIMIT_EXTRA_US;
}

/** Whether the hard limits of this GPU fit a word even for the farthest executor (a rule for Prepare, 13.2). */
export function fitsHardLimits(params: PowParams, rates: ClassRates): boolean {
  const { d1Us, d2Us } = deadlinesOf(params, rates, WORST_ALLOWANCE_US);
  return hardLimitUs([d1Us]) < WORD_LIMIT && hardLimitUs([d2Us]) < WORD_LIMIT;
}

/** Lower bounds on the rates that an accepted GPU showed: work over measured time, no slack subtracted. */
export function provenRates(params: PowParams, t1Us: number, t2Us: number): ClassRates {
  return { opsPerUs: Number(fillOps(params)) / t1Us, bytesPerUs: walkBytes(params) / t2Us };
}

function ceilDivide(dividend: bigint, divisor: number): number {
  const by = BigInt(divisor);
  return Number((dividend + by - 1n) / by);
}
