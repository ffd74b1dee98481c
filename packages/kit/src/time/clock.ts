/** The two clocks a process has. A parameter wherever a test would want to set the time. */
export interface Clock {
  /** Unix time in milliseconds. May jump. */
  nowMs(): number;
  /** Whole microseconds on a clock that never goes back; the origin is arbitrary. */
  monotonicUs(): number;
}

/** The clocks of this machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicUs: () => Math.floor(performance.now() * 1000),
};
