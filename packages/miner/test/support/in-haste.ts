import { vi } from "vitest";

// Taken before any test replaces it.
const { setTimeout: realSetTimeout } = globalThis;

/** Time passes so much with each step, which takes a moment of real time: sockets know of no other. */
const STEP_MS = 25;
const MOMENT_MS = 2;

/**
 * Resolves as `work` does, for which time passes some ten times as fast. Only timers that it starts itself, or that are
 * started meanwhile, are hurried.
 */
export async function inHaste<T>(work: () => Promise<T>): Promise<T> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const settled = new AbortController();
    const result = work();
    const settle = (): void => settled.abort();
    result.then(settle, settle);
    while (!settled.signal.aborted) {
      await vi.advanceTimersByTimeAsync(STEP_MS);
      await new Promise<void>((resolve) => void realSetTimeout(resolve, MOMENT_MS));
    }
    return await result;
  } finally {
    vi.useRealTimers();
  }
}
