import { sleep } from "./sleep.js";

export interface EveryOptions {
  /** From the end of one run to the start of the next. */
  readonly intervalMs: number;
  /** Ends the repetition. A run under way gets it too and is waited for. */
  readonly signal: AbortSignal;
  /** Called for each failed run; the repetition goes on. */
  readonly onError: (error: unknown) => void;
  /** Before the first run. Default: 0. */
  readonly initialDelayMs?: number;
}

/**
 * Runs `task` again and again until `signal` fires; resolves once the last run has ended. Runs never overlap.
 */
export async function every(
  task: (signal: AbortSignal) => Promise<void> | void,
  options: EveryOptions,
): Promise<void> {
  const { intervalMs, signal, onError, initialDelayMs = 0 } = options;
  let delayMs = initialDelayMs;
  while (!signal.aborted) {
    try {
      // Also for 0 ms: a task that never waits must not keep everything else from running.
      await sleep(delayMs, signal);
    } catch {
      return; // `sleep` rejects for one reason only: the signal fired.
    }
    try {
      await task(signal);
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
    }
    delayMs = intervalMs;
  }
}
