export interface WalkLimits {
  /** Inner dimension of the products (K): the cost of computing an item again. */
  readonly inner: number;
  /** Bytes that the walk reads: 128·W·S. */
  readonly walkBytes: number;
  /** Deadline of the walk (D2) in microseconds. */
  readonly deadlineUs: number;
  /** Fastest link of the device to memory that is not its own, in bytes per microsecond. */
  readonly hostLinkBytesPerUs: number;
}

/** Rate at which items can be computed again from operands held in cache, at K = 1024: 80 GB/s (section 21). */
const RECOMPUTE_BYTES_PER_US = 80_000;
const RECOMPUTE_INNER = 1024;

/**
 * The fraction, 0…1, of the committed bytes that are credited as held in the device's own memory.
 *
 * GPOW-1, section 21: a prover that fetches or computes missing items elsewhere, ρ times slower than its memory, can
 * lack a fraction f ≤ R/ρ with R = D2/T2peak. As T2peak is walkBytes at peak rate, the peak cancels: f is at most
 * what the other sources deliver until the deadline, over walkBytes. Sources add up.
 */
export function capacityCredit(limits: WalkLimits): number {
  const recompute = (RECOMPUTE_BYTES_PER_US * RECOMPUTE_INNER) / limits.inner;
  const elsewhere = limits.deadlineUs * (recompute + limits.hostLinkBytesPerUs);
  return Math.max(0, 1 - elsewhere / limits.walkBytes);
}
