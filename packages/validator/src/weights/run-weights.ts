import type { Chain, Keypair } from "@headframe/chain";
import { systemClock, type Clock, type Logger } from "@headframe/kit";
import { VerifierPool } from "@headframe/pow";
import type { ValidatorConfig } from "../config/schema.js";
import { planWeights, type WeightPlan } from "./plan-weights.js";
import { readSessions } from "./read-sessions.js";

export interface RunWeightsParts {
  readonly chain: Chain;
  /** The validator's: whose transcripts count, and who signs. */
  readonly hotkey: Keypair;
  readonly logger: Logger;
  readonly clock?: Pick<Clock, "nowMs">;
}

export interface RunWeightsRequest {
  /** Whether to set them; otherwise nothing is signed. */
  readonly submit: boolean;
  readonly signal: AbortSignal;
}

/** The plan, and the block in which it was carried out; `null` when it was not to be. */
export interface WeightsRun {
  readonly plan: WeightPlan;
  readonly setInBlock: number | null;
}

/**
 * Works out weights from the stored sessions and sets them if asked to. Rejects with what stands in the way, before
 * anything is signed, and with what {@link planWeights} and the chain say.
 */
export async function runWeights(
  { bittensor, challenge, transcripts, weights }: ValidatorConfig,
  { chain, hotkey, logger, clock = systemClock }: RunWeightsParts,
  { submit, signal }: RunWeightsRequest,
): Promise<WeightsRun> {
  const { netuid } = bittensor;
  const pool = new VerifierPool(
    challenge.verify_workers === 0 ? {} : { workerCount: challenge.verify_workers },
  );
  try {
    const sessions = await readSessions(
      {
        dir: transcripts.dir,
        sinceMs: clock.nowMs() - weights.max_age,
        validator: hotkey.ss58,
        genesisHash: `0x${Buffer.from(chain.genesisHash).toString("hex")}`,
        netuid,
      },
      { verifyOpenings: pool.verify, logger, signal },
    );
    const plan = await planWeights({ netuid, hotkey: hotkey.ss58, sessions, signal }, { chain });
    if (!submit) return { plan, setInBlock: null };
    return { plan, setInBlock: await submitWeights(plan, { chain, hotkey }, signal) };
  } finally {
    await pool.close();
  }
}

/**
 * Sets the weights of `plan` and resolves to the block that holds them. Rejects with the first of its obstacles, before
 * anything is signed, and with what the chain says.
 */
export async function submitWeights(
  { netuid, weights, versionKey, obstacles }: WeightPlan,
  { chain, hotkey }: Pick<RunWeightsParts, "chain" | "hotkey">,
  signal: AbortSignal,
): Promise<number> {
  const [obstacle] = obstacles;
  if (obstacle !== undefined) throw obstacle;
  const included = await chain.setWeights({ netuid, weights, versionKey, signer: hotkey }, { signal });
  return included.blockNumber;
}
