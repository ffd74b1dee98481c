import { systemClock, type Clock } from "@headframe/kit";

/** The clocks of this machine, on which time can be made to have passed. */
export class ShiftedClock implements Clock {
  #shiftUs = 0;

  nowMs(): number {
    return systemClock.nowMs() + this.#shiftUs / 1000;
  }

  monotonicUs(): number {
    return systemClock.monotonicUs() + this.#shiftUs;
  }

  /** From now on it is later by this much. */
  shiftMs(ms: number): void {
    this.#shiftUs += ms * 1000;
  }
}
