import type { Clock } from "@headframe/kit";

import type { Inbox } from "./inbox.js";

export interface Waiting {
  readonly clock: Clock;
  /** Waits; rejects when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Resolves when the inbox has something, or at `untilUs`, whichever is first. Leaves no timer. */
export async function waitFor(
  inbox: Inbox<unknown>,
  untilUs: number | undefined,
  { clock, sleep }: Waiting,
): Promise<void> {
  if (untilUs === undefined) return inbox.filled();
  const delayMs = Math.max(0, Math.ceil((untilUs - clock.monotonicUs()) / 1000));
  const timer = new AbortController();
  try {
    await Promise.race([inbox.filled(), sleep(delayMs, timer.signal).catch(ignoreAbort)]);
  } finally {
    timer.abort();
  }
}

function ignoreAbort(): void {
  // The timer rejects for one reason only: the inbox was faster.
}
