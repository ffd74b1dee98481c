import { status } from "@grpc/grpc-js";
import { sleep } from "@headframe/kit";
import { RpcError } from "../errors/rpc-error.js";

/** How often a call is tried, all within its one deadline. */
export interface RetryPolicy {
  /** 1 means no second try. */
  readonly attempts: number;
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
}

/** For calls that may be made twice. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 3, initialBackoffMs: 200, maxBackoffMs: 2_000 };

/** For calls that may not, and for callers with a schedule of their own. */
export const NO_RETRY: RetryPolicy = { attempts: 1, initialBackoffMs: 0, maxBackoffMs: 0 };

export interface RetryOptions {
  readonly signal?: AbortSignal | undefined;
  /** What is left of the deadline. A wait that would outlast it is not begun. Default: for ever. */
  readonly remainingMs?: () => number;
  /** In [0, 1). */
  readonly random?: () => number;
}

/**
 * Runs `attempt` until it succeeds, fails for a reason that another try would not change, or has used its tries. Only
 * UNAVAILABLE is tried again: everything else was an answer. Waits are jittered, so that a fleet that lost its miner
 * does not come back in step.
 *
 * @throws what the last try threw; the signal's reason when it fired while waiting.
 */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  policy: RetryPolicy,
  options: RetryOptions = {},
): Promise<Result> {
  const { signal, remainingMs = () => Infinity, random = Math.random } = options;
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      const mayRetry = error instanceof RpcError && error.detail.status === status.UNAVAILABLE;
      if (!mayRetry || tried >= policy.attempts) throw error;
      const backoffMs = Math.min(policy.maxBackoffMs, policy.initialBackoffMs * 2 ** (tried - 1));
      const waitMs = backoffMs * (0.5 + random() / 2);
      if (waitMs >= remainingMs()) throw error;
      await sleep(waitMs, signal);
    }
  }
}
