import type { Clock } from "@headframe/kit";

/** How long a challenge id must not be used again (GPOW-1 section 13.2). */
const REMEMBER_US = 24 * 3600 * 1_000_000;
const DEFAULT_LIMIT = 100_000;

export interface ChallengeMemoryOptions {
  readonly clock: Clock;
  /** The most ids kept, default 100,000: about one a second. */
  readonly limit?: number;
}

/**
 * The challenge ids of the last 24 hours.
 *
 * A full memory lets nothing new in: forgetting an id early would let somebody replay it.
 */
export class ChallengeMemory {
  readonly #clock: Clock;
  readonly #limit: number;
  /** When each id was seen, oldest first. */
  readonly #seenUs = new Map<string, number>();

  constructor({ clock, limit = DEFAULT_LIMIT }: ChallengeMemoryOptions) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Whether `cid` is new, and can be and is remembered now. */
  remember(cid: Uint8Array): boolean {
    const nowUs = this.#clock.monotonicUs();
    for (const [id, seenUs] of this.#seenUs) {
      if (nowUs - seenUs < REMEMBER_US) break;
      this.#seenUs.delete(id);
    }
    const id = Buffer.from(cid).toString("latin1");
    if (this.#seenUs.has(id) || this.#seenUs.size >= this.#limit) return false;
    this.#seenUs.set(id, nowUs);
    return true;
  }
}
