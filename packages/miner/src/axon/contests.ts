import type { Clock } from "@headframe/kit";

const MOST_CONTESTS = 3;
const REMEMBERED_MS = 3_600_000;

/** How often another process took our place on the chain lately. Serving against it for ever would help nobody. */
export class Contests {
  readonly #clock: Clock;
  #timesMs: readonly number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(): void {
    this.#timesMs = [...this.#timesMs, this.#clock.nowMs()].slice(-MOST_CONTESTS);
  }

  /** Three times within an hour; over when the hour is. */
  get isTooOften(): boolean {
    const [first] = this.#timesMs;
    return (
      this.#timesMs.length === MOST_CONTESTS &&
      first !== undefined &&
      this.#clock.nowMs() - first < REMEMBERED_MS
    );
  }
}
