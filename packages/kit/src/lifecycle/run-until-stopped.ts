/**
 * Runs what lasts until `signal` fires, a daemon. To be asked to stop is its ordinary end, also while it still starts:
 * a start that the signal cut short resolves. Everything else that goes wrong is thrown on, also after the signal.
 */
export async function runUntilStopped(run: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!signal.aborted || !isOfAbort(error, signal.reason)) throw error;
  }
}

/** Whether `error` is the abort, or was thrown because of it. */
function isOfAbort(error: unknown, reason: unknown): boolean {
  const seen = new Set<unknown>();
  for (let cause = error; cause !== undefined && !seen.has(cause);) {
    if (cause === reason) return true;
    if (!(cause instanceof Error)) return false;
    // Libraries make their own from the signal, without its reason.
    if (cause.name === "AbortError") return true;
    seen.add(cause);
    cause = cause.cause;
  }
  return false;
}
