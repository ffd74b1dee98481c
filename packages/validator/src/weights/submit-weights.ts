import type { RevealWindow } from "@headframe/chain";
import { makeCommit } from "./pending-commit.js";
import type { WeightPlan } from "./plan-weights.js";
import { refusedByRule } from "./rule-refusal.js";
import { ownerOf, type CommitParts } from "./settle-commits.js";

export interface SubmitParts extends CommitParts {
  /** Random bytes for the salt of a commitment. */
  readonly random: (byteCount: number) => Uint8Array;
}

/** What was sent, and the block that holds it. */
export type Submission =
  | { readonly kind: "set"; readonly block: number }
  | {
      readonly kind: "committed";
      readonly block: number;
      readonly hash: string;
      readonly reveal: RevealWindow;
    };

/** 256 bits: with them nobody can find the weights by trying. */
const SALT_WORDS = 16;

/**
 * Sets the weights of `plan`, or commits to them where the subnet asks for that. Rejects with the first of its obstacles,
 * before anything is signed, and with what the chain says.
 */
export async function submitWeights(
  plan: WeightPlan,
  parts: SubmitParts,
  signal: AbortSignal,
): Promise<Submission> {
  const [obstacle] = plan.obstacles;
  if (obstacle !== undefined) throw obstacle;
  if (plan.reveal !== null) return commitTo(plan, plan.reveal, parts, signal);
  const { netuid, weights, versionKey } = plan;
  const request = { netuid, weights, versionKey, signer: parts.hotkey };
  const { blockNumber } = await parts.chain.setWeights(request, { signal });
  return { kind: "set", block: blockNumber };
}

/** Kept before it is sent: a crash at any time leaves nothing on chain that cannot be revealed. */
async function commitTo(
  { netuid, weights, versionKey }: WeightPlan,
  foretold: RevealWindow,
  { chain, store, hotkey, random }: SubmitParts,
  signal: AbortSignal,
): Promise<Submission> {
  const { number: afterBlock } = await chain.bestHead({ signal });
  const salt = [...new Uint16Array(random(SALT_WORDS * 2).slice().buffer)];
  const commit = makeCommit({ ...ownerOf(chain, netuid, hotkey), weights, versionKey, salt, afterBlock });
  const { hash } = commit;
  await store.keep(commit);
  try {
    const { blockNumber } = await chain.commitWeights(
      { netuid, commitHash: hash, signer: hotkey },
      { signal },
    );
    const { commits } = await chain.weightCommits(netuid, hotkey.ss58, { signal });
    const kept = commits.find((each) => each.hash === hash);
    return { kind: "committed", block: blockNumber, hash, reveal: kept?.window ?? foretold };
  } catch (error) {
    if (refusedByRule(error) !== undefined) await store.drop(commit);
    throw error;
  }
}
