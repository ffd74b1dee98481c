import { MIN_RTT_SAMPLES } from "../rules/timing.js";

/** Matches Pongs with Pings (section 15). A token counts once: its first Ping and its first Pong. */
export class RoundTrips {
  readonly #sentUs = new Map<string, number>();
  readonly #answered = new Set<string>();
  #minUs = Number.POSITIVE_INFINITY;

  /** Answered pings so far. */
  get count(): number {
    return this.#answered.size;
  }

  /** The smallest round trip; `undefined` while there are fewer than five. */
  get minUs(): number | undefined {
    return this.count < MIN_RTT_SAMPLES ? undefined : this.#minUs;
  }

  ping(token: Uint8Array, us: number): void {
    const name = nameOf(token);
    if (!this.#sentUs.has(name)) this.#sentUs.set(name, us);
  }

  /** Gives the round trip, or `undefined` if no unanswered Ping has this token. */
  pong(token: Uint8Array, us: number): number | undefined {
    const name = nameOf(token);
    const sentUs = this.#sentUs.get(name);
    if (sentUs === undefined || this.#answered.has(name)) return undefined;
    this.#answered.add(name);
    this.#minUs = Math.min(this.#minUs, us - sentUs);
    return us - sentUs;
  }
}

function nameOf(token: Uint8Array): string {
  return Buffer.from(token).toString("latin1");
}
