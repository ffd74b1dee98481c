import type { Clock } from "@headframe/kit";

/** A clock that moves only when told to. */
export class TestClock implements Clock {
  #ms: number;

  constructor(startMs = 1_700_000_000_000) {
    this.#ms = startMs;
  }

  nowMs(): number {
    return this.#ms;
  }

  monotonicUs(): number {
    return this.#ms * 1000;
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}
