import {
  formatTao,
  type Chain,
  type Metagraph,
  type Neuron,
  type RevealWindow,
  type Weight,
  type WeightCommits,
  type WeightTerms,
} from "@headframe/chain";
import { ValidatorError } from "../errors.js";
import type { VerifiedTranscript } from "../transcripts/verify-transcript.js";
import { scoreMiners, type MinerScore } from "./score-miners.js";
import { toWeights } from "./to-weights.js";

/** A miner that is on the subnet, and what it gets. */
export interface WeighedMiner extends MinerScore {
  readonly uid: number;
  /** 0 to 65535. */
  readonly weight: number;
  /** Of all weights, 0…1. */
  readonly share: number;
}

/** Weights that follow from stored sessions, and what stands in their way. */
export interface WeightPlan {
  readonly netuid: number;
  /** Block of the metagraph that it was made from. */
  readonly block: number;
  readonly versionKey: bigint;
  /** Best first. */
  readonly miners: readonly WeighedMiner[];
  /** By UID; may name UIDs with the weight 0, where the subnet asks for more. */
  readonly weights: readonly Weight[];
  /** Where weights are committed to first: when those of the next block could be revealed. `null`: set in plain. */
  readonly reveal: RevealWindow | null;
  /** Why the chain would refuse them now; empty when nothing is known. */
  readonly obstacles: readonly ValidatorError[];
}

export interface PlanWeightsRequest {
  readonly netuid: number;
  /** SS58 of the validator. */
  readonly hotkey: string;
  readonly sessions: readonly VerifiedTranscript[];
  readonly signal: AbortSignal;
}

/**
 * Works out weights for a subnet as it is now. Rejects with `validator/nothing-to-weigh`, `validator/too-few-miners` and
 * what the chain says.
 */
export async function planWeights(
  { netuid, hotkey, sessions, signal }: PlanWeightsRequest,
  { chain }: { readonly chain: Chain },
): Promise<WeightPlan> {
  const [metagraph, terms] = await Promise.all([
    chain.metagraph(netuid, { signal }),
    chain.weightTerms(netuid, { signal }),
  ]);
  const commits = terms.isCommitReveal ? await chain.weightCommits(netuid, hotkey, { signal }) : null;
  const uids = new Map(metagraph.neurons.map((neuron) => [neuron.hotkey, neuron.uid]));
  const present = scoreMiners(sessions).flatMap((scored) => {
    const uid = uids.get(scored.miner);
    return uid === undefined ? [] : [{ ...scored, uid }];
  });
  if (!present.some(({ score }) => score > 0)) throw nothingToWeigh(netuid, sessions);
  const weights = toWeights(present, { ...terms, neurons: metagraph.neurons.length });
  const byUid = new Map(weights.map(({ uid, weight }) => [uid, weight]));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return {
    netuid,
    block: metagraph.block,
    versionKey: terms.versionKey,
    miners: present.map((miner) => {
      const weight = byUid.get(miner.uid) ?? 0;
      return { ...miner, weight, share: weight / sum };
    }),
    weights,
    reveal: commits?.next ?? null,
    obstacles: [
      ...findObstacles(metagraph, terms, hotkey),
      ...(commits === null ? [] : findTooManyCommits(netuid, commits)),
    ],
  };
}

function findObstacles(
  { netuid, block, neurons }: Metagraph,
  terms: WeightTerms,
  hotkey: string,
): readonly ValidatorError[] {
  const obstacles: ValidatorError[] = [];
  const self = neurons.find((neuron) => neuron.hotkey === hotkey);
  if (self === undefined) {
    const detail = { code: "validator/not-registered", hotkey, netuid } as const;
    const hint = `register it: btcli subnet register --netuid ${netuid}, with the wallet of this hotkey`;
    return [new ValidatorError(detail, `${hotkey} is not registered on subnet ${netuid}`, { hint })];
  }
  if (!self.validatorPermit) {
    obstacles.push(
      new ValidatorError(
        { code: "validator/no-permit", hotkey, netuid },
        `${hotkey} holds no validator permit on subnet ${netuid}`,
        { hint: "permits go to the neurons with the most stake and change once per epoch" },
      ),
    );
  }
  if (self.stakeRao < terms.stakeThresholdRao)
    obstacles.push(stakeTooLow(self, netuid, terms.stakeThresholdRao));
  const last = terms.lastUpdateBlocks[self.uid] ?? 0;
  const waitBlocks = last === 0 ? 0 : last + terms.rateLimitBlocks - (block + 1);
  if (waitBlocks > 0) {
    obstacles.push(
      new ValidatorError(
        { code: "validator/weights-too-soon", netuid, waitBlocks },
        `the last weights were set or committed to in block ${last}; subnet ${netuid} takes others every ${terms.rateLimitBlocks} blocks`,
        { hint: `try again in ${waitBlocks} blocks` },
      ),
    );
  }
  return obstacles;
}

function stakeTooLow({ hotkey, stakeRao }: Neuron, netuid: number, thresholdRao: bigint): ValidatorError {
  return new ValidatorError(
    {
      code: "validator/stake-too-low",
      hotkey,
      netuid,
      stakeRao: String(stakeRao),
      thresholdRao: String(thresholdRao),
    },
    `the stake weight of ${hotkey} on subnet ${netuid} is ${formatTao(stakeRao)}; the chain takes weights from ${formatTao(thresholdRao)} on`,
    {
      hint: `stake more to it: on subnet ${netuid}, whose alpha counts in full, or on root, whose TAO count in part; a subnet's owner is no exception`,
    },
  );
}

/** How many commitments the chain keeps unrevealed for one hotkey (`TooManyUnrevealedCommits`). */
const MOST_UNREVEALED = 10;

function findTooManyCommits(netuid: number, { commits }: WeightCommits): readonly ValidatorError[] {
  const unrevealed = commits.filter(({ phase }) => phase !== "expired").length;
  if (unrevealed < MOST_UNREVEALED) return [];
  return [
    new ValidatorError(
      { code: "validator/too-many-commits", netuid, commits: unrevealed },
      `${unrevealed} commitments on subnet ${netuid} are not revealed yet, and the chain keeps no more`,
      { hint: "wait until some are due, and reveal them: `validator weights --reveal`" },
    ),
  ];
}

function nothingToWeigh(netuid: number, sessions: readonly VerifiedTranscript[]): ValidatorError {
  const count = sessions.length;
  return new ValidatorError(
    { code: "validator/nothing-to-weigh", netuid, sessions: count },
    `no miner of subnet ${netuid} has a score: of ${count} stored sessions that are new enough, none was accepted in a tier that sets rates`,
    {
      hint: "challenge GPUs first: `validator challenge --all`; reference devices and pulses earn nothing, older sessions count by weights.max_age",
    },
  );
}
