/** A signal joined to a parent and a time limit. `release` must be called when the work is over. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  /** Detaches from the parent and stops the timer. Idempotent. */
  readonly release: () => void;
}

/** Why a {@link LinkedSignal} fired by itself. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * A signal that fires when `parent` does or after `timeoutMs`.
 *
 * Unlike `AbortSignal.any`, it leaves nothing behind on a long-lived parent once released
 * (nodejs/node#54614: joins in a loop are not collected on Node 20).
 */
export function linkSignal(parent: AbortSignal | undefined, timeoutMs?: number): LinkedSignal {
  const controller = new AbortController();
  const onParentAbort = (): void => controller.abort(parent?.reason);
  let timer: NodeJS.Timeout | undefined;

  if (parent?.aborted) {
    controller.abort(parent.reason);
  } else {
    parent?.addEventListener("abort", onParentAbort, { once: true });
    if (timeoutMs !== undefined) {
      timer = setTimeout(() => controller.abort(new TimeoutError(timeoutMs)), timeoutMs);
    }
  }

  return {
    signal: controller.signal,
    release: () => {
      clearTimeout(timer);
      parent?.removeEventListener("abort", onParentAbort);
    },
  };
}
