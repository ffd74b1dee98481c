import { sleep } from "@headframe/kit";
import type { SubmissionAccess } from "./submit-transaction.js";

/** Between two looks at the chain's state. */
const PAUSE_MS = 500;

/**
 * Looks at the chain's state until it shows what became of a transaction: all that remains when its watch was lost.
 * `look` gives `undefined` while it does not. Ends with the signal.
 */
export async function untilShown<T>(
  { provider }: SubmissionAccess,
  look: () => Promise<T | undefined>,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    await sleep(PAUSE_MS, signal);
    if (!provider.isConnected) continue;
    try {
      const shown = await look();
      if (shown !== undefined) return shown;
    } catch {
      // The connection is as shaky as when the watch was lost: look again, until the deadline.
    }
  }
}
