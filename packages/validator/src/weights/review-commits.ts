import type { RevealWindow, WeightCommit, WeightCommits } from "@headframe/chain";
import type { PendingCommit } from "./pending-commit.js";

/** Where a commitment of ours stands. */
export type CommitState =
  /** It cannot be revealed yet. */
  | { readonly state: "waiting"; readonly window: RevealWindow }
  /** It can be revealed in the next block. */
  | { readonly state: "due"; readonly window: RevealWindow }
  /** It was revealed, in this block. */
  | { readonly state: "revealed"; readonly block: number }
  /** A later one is due as well, which takes this one along. */
  | { readonly state: "overtaken" }
  /** Its epoch passed. */
  | { readonly state: "expired" }
  /** The chain does not take what was committed to, and would not in a later block of the epoch. */
  | { readonly state: "refused"; readonly reason: string }
  /** It was sent, and may still get into a block. */
  | { readonly state: "unconfirmed" }
  /** The chain does not have it: it never got into a block, or was revealed by another run. */
  | { readonly state: "gone" };

export type ReviewedCommit = CommitState & { readonly commit: PendingCommit };

/** What was committed to on a subnet, as far as it is not over. */
export interface CommitReview {
  /** Number of the block that it is as of. */
  readonly block: number;
  /** Oldest first. */
  readonly commits: readonly ReviewedCommit[];
  /** On chain, not expired, and not among ours: they were made elsewhere, and cannot be revealed from here. */
  readonly foreign: readonly WeightCommit[];
}

/**
 * A transaction is valid for 64 blocks, and may be signed anew some seconds after the first attempt. Whatever is in no
 * block after twice that never will be.
 */
const LANDING_LIMIT_BLOCKS = 128;

/** Compares what we keep with what the chain keeps. */
export function reviewCommits(
  pending: readonly PendingCommit[],
  { block, commits: onChain }: WeightCommits,
): CommitReview {
  const lastDue = onChain.findLast(({ phase, hash }) => {
    return phase === "due" && pending.some((commit) => commit.hash === hash);
  });
  const stateOf = (commit: PendingCommit): CommitState => {
    const kept = onChain.find(({ hash }) => hash === commit.hash);
    if (kept === undefined) {
      return { state: block - commit.afterBlock < LANDING_LIMIT_BLOCKS ? "unconfirmed" : "gone" };
    }
    const { phase, window } = kept;
    if (phase === "early") return { state: "waiting", window };
    if (phase === "expired") return { state: "expired" };
    return kept === lastDue ? { state: "due", window } : { state: "overtaken" };
  };
  return {
    block,
    commits: pending.map((commit) => ({ commit, ...stateOf(commit) })),
    foreign: onChain.filter(({ hash, phase }) => {
      return phase !== "expired" && !pending.some((commit) => commit.hash === hash);
    }),
  };
}
