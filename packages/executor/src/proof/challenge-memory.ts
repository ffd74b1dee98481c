import type { Clock } from "@headframe/kit";

/** GPOW-1, section 13.2: a challenge id is refused for this long. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** About 30 MB at most. Beyond it new ids are refused rather than old ones forgotten. */
const MAX_REMEMBERED = 200_000;

/**
 * The challenge ids of the last 24 hours. They are kept in memory only: after a restart the session key is another one,
 * and a Prepare is refused anyway when it is more than a minute old.
 */
export class ChallengeMemory {
  readonly #clock: Clock;
  readonly #limit: number;
  /** From id to the moment it may be forgotten, oldest first. */
  readonly #expiryMs = new Map<string, number>();

  constructor(clock: Clock, limit = MAX_REMEMBERED) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Whether `cid` is new; remembers it if so. */
  remember(cid: Uint8Array): boolean {
    const nowMs = this.#clock.nowMs();
    for (const [id, expiryMs] of this.#expiryMs) {
      if (expiryMs > nowMs) break;
      this.#expiryMs.delete(id);
    }
    const id = Buffer.from(cid).toString("base64");
    if (this.#expiryMs.has(id) || this.#expiryMs.size >= this.#limit) return false;
    this.#expiryMs.set(id, nowMs + REMEMBERED_MS);
    return true;
  }
}
