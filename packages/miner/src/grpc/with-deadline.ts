import { linkSignal } from "@headframe/kit";
import type { CallContext } from "@headframe/protocol";
import { AccessError } from "../access/errors.js";

/** Ends the caller's wait after `timeoutMs` with `access/timeout`, or as soon as it is gone. The work itself goes on. */
export async function withDeadline<Result>(
  call: CallContext,
  timeoutMs: number,
  work: Promise<Result>,
): Promise<Result> {
  const limit = linkSignal(call.signal, timeoutMs);
  try {
    return await Promise.race([work, rejectOnAbort(limit.signal)]);
  } catch (error) {
    if (!limit.signal.aborted || call.signal.aborted) throw error;
    throw new AccessError(
      { code: "access/timeout", timeoutMs },
      `the miner did not finish within ${timeoutMs} ms`,
      { hint: "try again later; the operator sets validator_comms.request_timeout", cause: error },
    );
  } finally {
    limit.release();
  }
}

/** Never resolves; rejects with the signal's reason. */
export function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
