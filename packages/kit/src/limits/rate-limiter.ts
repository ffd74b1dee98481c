import type { Clock } from "../time/clock.js";

export interface RateLimits {
  /** Tokens that come back per second. */
  readonly requestsPerSecond: number;
  /** Tokens of a caller that was quiet: how many requests it may send at once. */
  readonly burstCapacity: number;
  /** A caller that is quiet for this long is forgotten. */
  readonly windowMs: number;
}

/** Callers remembered at most. An attacker with more addresses than this gains nothing: each starts with one burst. */
const MAX_CALLERS = 20_000;

/** What sums of fractions of tokens may be off by. */
const ROUNDING = 1e-9;

interface Bucket {
  tokens: number;
  updatedMs: number;
}

/**
 * Token buckets, one per caller.
 *
 * The map is kept in order of last use, so forgetting costs nothing per request and its size is bounded.
 */
export class RateLimiter {
  readonly #limits: RateLimits;
  readonly #clock: Pick<Clock, "monotonicUs">;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limits: RateLimits, { clock }: { readonly clock: Pick<Clock, "monotonicUs"> }) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Callers remembered right now. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one token of `caller`. Returns 0 when there was one, else the milliseconds until there is. */
  take(caller: string): number {
    const nowMs = this.#clock.monotonicUs() / 1000;
    this.#forget(nowMs);
    const { requestsPerSecond, burstCapacity } = this.#limits;
    const bucket = this.#buckets.get(caller) ?? { tokens: burstCapacity, updatedMs: nowMs };
    const earned = ((nowMs - bucket.updatedMs) / 1000) * requestsPerSecond;
    bucket.tokens = Math.min(burstCapacity, bucket.tokens + earned);
    bucket.updatedMs = nowMs;
    this.#buckets.delete(caller);
    this.#buckets.set(caller, bucket);
    const missing = 1 - bucket.tokens;
    if (missing < ROUNDING) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.ceil(((missing - ROUNDING) / requestsPerSecond) * 1000);
  }

  #forget(nowMs: number): void {
    for (const [caller, bucket] of this.#buckets) {
      const isQuiet = nowMs - bucket.updatedMs > this.#limits.windowMs;
      if (!isQuiet && this.#buckets.size < MAX_CALLERS) return;
      this.#buckets.delete(caller);
    }
  }
}
