import { ChainError, type Chain, type Keypair } from "@headframe/chain";
import type { CommitStore } from "./commit-store.js";
import type { CommitOwner, PendingCommit } from "./pending-commit.js";
import { refusedByRule } from "./rule-refusal.js";
import { reviewCommits, type CommitReview, type CommitState, type ReviewedCommit } from "./review-commits.js";

export interface CommitParts {
  readonly chain: Chain;
  readonly store: CommitStore;
  /** The validator's: its commitments are meant, and it signs. */
  readonly hotkey: Keypair;
}

/** How the validator's commitments on a subnet stand. Changes nothing. */
export async function lookAtCommits(
  { chain, store, hotkey }: CommitParts,
  netuid: number,
  signal: AbortSignal,
): Promise<CommitReview> {
  const [pending, { isCommitReveal }] = await Promise.all([
    store.pending(ownerOf(chain, netuid, hotkey)),
    chain.weightTerms(netuid, { signal }),
  ]);
  if (!isCommitReveal && pending.length === 0) return { block: 0, commits: [], foreign: [] };
  return reviewCommits(pending, await chain.weightCommits(netuid, hotkey.ss58, { signal }));
}

/**
 * Reveals what is due, and forgets what is over. Of several that are due only the last is revealed: it takes the others
 * along. Rejects when the chain could not be asked, or was not heard of; then the commitment is kept, to be tried again.
 */
export async function settleCommits(
  parts: CommitParts,
  netuid: number,
  signal: AbortSignal,
): Promise<CommitReview> {
  const review = await lookAtCommits(parts, netuid, signal);
  const commits: ReviewedCommit[] = [];
  let isRevealed = false;
  // The newest first: those that it takes along are kept until it is in a block.
  for (const reviewed of review.commits.toReversed()) {
    const { commit } = reviewed;
    const settled = reviewed.state === "due" ? await reveal(parts, reviewed, signal) : reviewed;
    isRevealed ||= settled.state === "revealed";
    const isKept = settled.state === "overtaken" && !isRevealed;
    if (isOver(settled) && !isKept) await parts.store.drop(commit);
    commits.unshift({ ...settled, commit });
  }
  return { ...review, commits };
}

/** Names the validator whose commitments are meant. */
export function ownerOf({ genesisHash }: Chain, netuid: number, { ss58 }: Keypair): CommitOwner {
  return { genesisHash: `0x${Buffer.from(genesisHash).toString("hex")}`, netuid, hotkey: ss58 };
}

async function reveal(
  { chain, hotkey }: CommitParts,
  due: Extract<ReviewedCommit, { readonly state: "due" }>,
  signal: AbortSignal,
): Promise<CommitState> {
  const { netuid, weights, salt, versionKey }: PendingCommit = due.commit;
  try {
    const request = { netuid, weights, salt, versionKey, signer: hotkey };
    const { blockNumber } = await chain.revealWeights(request, { signal });
    return { state: "revealed", block: blockNumber };
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    // An epoch that was foretold for the next block may begin later, and end before a block takes the transaction.
    if (error.code === "chain/not-reveal-epoch") return { state: "waiting", window: due.window };
    if (error.code === "chain/no-such-commit") return { state: "gone" };
    const rule = refusedByRule(error);
    // The subnet takes weights in plain by now: what was committed to before is of no use.
    if (rule === "CommitRevealDisabled") return { state: "gone" };
    // It must not stand in the way of the next weights.
    if (rule !== undefined) return { state: "refused", reason: error.message };
    throw error;
  }
}

function isOver({ state }: CommitState): boolean {
  switch (state) {
    case "revealed":
    case "overtaken":
    case "expired":
    case "refused":
    case "gone":
      return true;
    case "waiting":
    case "due":
    case "unconfirmed":
      return false;
    default:
      return state satisfies never;
  }
}
