import { randomBytes } from "node:crypto";
import type { Chain, Keypair } from "@headframe/chain";
import { systemClock, type Clock, type Logger } from "@headframe/kit";
import { VerifierPool } from "@headframe/pow";
import type { ValidatorConfig } from "../config/schema.js";
import { awaitReveals } from "./await-reveals.js";
import { CommitStore } from "./commit-store.js";
import { planWeights, type WeightPlan } from "./plan-weights.js";
import { readSessions } from "./read-sessions.js";
import type { CommitReview } from "./review-commits.js";
import { lookAtCommits, ownerOf, settleCommits } from "./settle-commits.js";
import { submitWeights, type Submission, type SubmitParts } from "./submit-weights.js";

export interface RunWeightsParts {
  readonly chain: Chain;
  /** The validator's: whose transcripts count, and who signs. */
  readonly hotkey: Keypair;
  readonly logger: Logger;
  readonly clock?: Pick<Clock, "nowMs">;
}

export interface RunWeightsRequest {
  /**
   * `show`: nothing is signed. `reveal`: what was committed to is revealed if it is due. `submit`: that, and then weights
   * are worked out and set or committed to.
   */
  readonly action: "show" | "reveal" | "submit";
  /** Stays until nothing is left to reveal. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
  /** Told of each step as it is done. */
  readonly onStep: (step: WeightsStep) => void;
}

/** One of the things that a run does, in this order. */
export type WeightsStep =
  | { readonly kind: "commits"; readonly review: CommitReview }
  | { readonly kind: "plan"; readonly plan: WeightPlan }
  | { readonly kind: "submission"; readonly submission: Submission };

/**
 * Looks after the weights of one validator on one subnet, from its stored sessions to the chain.
 * Rejects with what stands in the way, before weights are signed, and with what {@link planWeights} and the chain say; the
 * steps before that were done, and told.
 */
export async function runWeights(
  config: ValidatorConfig,
  { chain, hotkey, logger, clock = systemClock }: RunWeightsParts,
  { action, wait, signal, onStep }: RunWeightsRequest,
): Promise<void> {
  const { netuid } = config.bittensor;
  const store = new CommitStore({ dir: config.weights.commits_dir }, { logger });
  const parts: SubmitParts = { chain, hotkey, store, random: (count) => new Uint8Array(randomBytes(count)) };

  const review = await (action === "show" ? lookAtCommits : settleCommits)(parts, netuid, signal);
  onStep({ kind: "commits", review });
  if (action !== "reveal") {
    const plan = await planFromSessions(config, { chain, hotkey, logger, clock }, signal);
    onStep({ kind: "plan", plan });
    if (action === "submit") {
      onStep({ kind: "submission", submission: await submitWeights(plan, parts, signal) });
    }
  }
  if (wait && action !== "show") {
    const onSettled = (settled: CommitReview): void => onStep({ kind: "commits", review: settled });
    await awaitReveals(parts, { netuid, signal, onSettled });
  }
}

async function planFromSessions(
  { bittensor, challenge, transcripts, weights }: ValidatorConfig,
  { chain, hotkey, logger, clock }: Required<RunWeightsParts>,
  signal: AbortSignal,
): Promise<WeightPlan> {
  const { netuid } = bittensor;
  const pool = new VerifierPool(
    challenge.verify_workers === 0 ? {} : { workerCount: challenge.verify_workers },
  );
  try {
    const { genesisHash } = ownerOf(chain, netuid, hotkey);
    const sinceMs = clock.nowMs() - weights.max_age;
    const sessions = await readSessions(
      { dir: transcripts.dir, sinceMs, validator: hotkey.ss58, genesisHash, netuid },
      { verifyOpenings: pool.verify, logger, signal },
    );
    return await planWeights({ netuid, hotkey: hotkey.ss58, sessions, signal }, { chain });
  } finally {
    await pool.close();
  }
}
