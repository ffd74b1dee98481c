import { ChainError, PASSING_FAILURES } from "@headframe/chain";
import { untilHeadAfter } from "./until-head.js";
import type { CommitReview } from "./review-commits.js";
import { settleCommits, type CommitParts } from "./settle-commits.js";

/** Mended by a connection that comes back, or by sending it again. */
const PASSING: ReadonlySet<ChainError["code"]> = new Set<ChainError["code"]>([
  ...PASSING_FAILURES,
  "chain/transaction-lost",
  "chain/transaction-refused",
]);

export interface AwaitRevealsOptions {
  readonly netuid: number;
  readonly signal: AbortSignal;
  /** Told of every look at which something was revealed or forgotten. */
  readonly onSettled: (review: CommitReview) => void;
}

/** Looks at once, and again with every block, until nothing is left to reveal. Rejects as {@link settleCommits} does. */
export async function awaitReveals(
  parts: CommitParts,
  { netuid, signal, onSettled }: AwaitRevealsOptions,
): Promise<void> {
  let lastBlock = 0;
  for (;;) {
    try {
      const review = await settleCommits(parts, netuid, signal);
      if (!review.commits.every(isOpen)) onSettled(review);
      if (!review.commits.some(isOpen)) return;
      lastBlock = Math.max(lastBlock, review.block);
    } catch (error) {
      if (!(error instanceof ChainError) || !PASSING.has(error.code)) throw error;
    }
    lastBlock = await untilHeadAfter(parts.chain, lastBlock, signal);
  }
}

function isOpen({ state }: CommitReview["commits"][number]): boolean {
  return state === "waiting" || state === "due" || state === "unconfirmed";
}
