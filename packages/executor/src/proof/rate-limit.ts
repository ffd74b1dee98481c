import type { Clock } from "@headframe/kit";

const HOUR_MS = 60 * 60 * 1000;

/** More validators than any subnet has; beyond it the one that was quiet longest starts afresh. */
const MAX_VALIDATORS = 4_096;

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** A token bucket per validator: `perHour` at once, and as many again every hour. */
export class RateLimit {
  readonly #perHour: number;
  readonly #clock: Clock;
  /** By hotkey in hex, the one that asked last at the end. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(perHour: number, clock: Clock) {
    this.#perHour = perHour;
    this.#clock = clock;
  }

  /** Whether this validator may start a challenge now; counts it if so. */
  take(validatorKey: Uint8Array): boolean {
    const id = Buffer.from(validatorKey).toString("hex");
    const nowMs = this.#clock.nowMs();
    const bucket = this.#buckets.get(id) ?? { tokens: this.#perHour, filledAtMs: nowMs };
    const refilled = (Math.max(0, nowMs - bucket.filledAtMs) / HOUR_MS) * this.#perHour;
    bucket.tokens = Math.min(this.#perHour, bucket.tokens + refilled);
    bucket.filledAtMs = nowMs;
    this.#buckets.delete(id);
    this.#buckets.set(id, bucket);
    if (this.#buckets.size > MAX_VALIDATORS) this.#forgetQuietest();
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  #forgetQuietest(): void {
    const quietest = this.#buckets.keys().next();
    if (quietest.done !== true) this.#buckets.delete(quietest.value);
  }
}
