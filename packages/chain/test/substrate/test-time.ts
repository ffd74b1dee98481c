import { systemClock, type Clock } from "@headframe/kit";
import { vi } from "vitest";

// Taken before any test replaces the timers.
const { setImmediate: nextTurn, setTimeout: realSetTimeout } = globalThis;

/** Far longer than anything takes: a machine under load is no failure. */
const PATIENCE_MS = 10_000;

/** Waits in real time until `check` does not throw. */
export const eventually = (check: () => unknown): Promise<unknown> =>
  vi.waitFor(check, { timeout: PATIENCE_MS, interval: 5 });

/** From now on timers fire only as tests let time pass, until `vi.useRealTimers()`. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

let passedMs = 0;

/** The machine's clock, ahead by all that tests let pass. */
export const clock: Clock = {
  nowMs: () => systemClock.nowMs() + passedMs,
  monotonicUs: () => systemClock.monotonicUs() + passedMs * 1000,
};

/**
 * Lets so much of the held time pass, or less: until `isReached`. Gives how much it was. Sockets know nothing of it:
 * they get a moment of real time with each step.
 */
export async function pass(
  ms: number,
  {
    stepMs = 1000,
    isReached = () => false,
  }: { readonly stepMs?: number; readonly isReached?: () => boolean } = {},
): Promise<number> {
  let passed = 0;
  for (; passed < ms && !isReached(); passed += stepMs) {
    passedMs += stepMs;
    await vi.advanceTimersByTimeAsync(stepMs);
    await new Promise<void>((resolve) => void realSetTimeout(resolve, 2));
  }
  return passed;
}

/** Resolves as `work` does, whose pauses take next to no time. */
export async function hurried<T>(work: () => Promise<T>): Promise<T> {
  holdTime();
  try {
    const settled = new AbortController();
    const result = work();
    const settle = (): void => settled.abort();
    result.then(settle, settle);
    while (!settled.signal.aborted) {
      await vi.advanceTimersByTimeAsync(20);
      await new Promise<void>((resolve) => void nextTurn(resolve));
    }
    return await result;
  } finally {
    vi.useRealTimers();
  }
}
