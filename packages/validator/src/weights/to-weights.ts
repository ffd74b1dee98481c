import type { Weight } from "@headframe/chain";
import { ValidatorError } from "../errors.js";

/** What one UID is worth; any unit. */
export interface UidScore {
  readonly uid: number;
  readonly score: number;
}

export interface WeightLimits {
  /** UIDs that weights must name at least, on a subnet that has so many. */
  readonly minUids: number;
  /** Largest share of all weights that one UID may have, 0…1. */
  readonly maxShare: number;
  /** UIDs of the subnet: 0 to this, exclusive. */
  readonly neurons: number;
}

const LARGEST_WEIGHT = 65_535;

/**
 * Weights in proportion to the scores, by UID, the largest 65535. No UID exceeds the largest share: what it would have
 * beyond that goes to the others in proportion. Where the subnet asks for more UIDs than have a score, others are named
 * with the weight 0. Throws `validator/too-few-miners` when the shares cannot be kept.
 */
export function toWeights(scores: readonly UidScore[], limits: WeightLimits): readonly Weight[] {
  const positive = scores.filter(({ score }) => score > 0);
  const shares = capShares(positive, limits.maxShare);
  const largest = Math.max(...shares.map(({ score }) => score));
  const weights = shares
    // Rounded up: were the others rounded down, the share of one at the limit would exceed it.
    .map(({ uid, score }) => ({ uid, weight: Math.ceil((score / largest) * LARGEST_WEIGHT) }));
  return pad(weights, limits).toSorted((a, b) => a.uid - b.uid);
}

/** Scores as shares of their sum, none above `maxShare`. */
function capShares(scores: readonly UidScore[], maxShare: number): readonly UidScore[] {
  if (scores.length * maxShare < 1) {
    throw new ValidatorError(
      { code: "validator/too-few-miners", miners: scores.length, maxShare },
      `the subnet lets no miner have more than ${(maxShare * 100).toFixed(1)} % of the weights, and only ${scores.length} have a score`,
      { hint: "challenge more miners: `validator challenge --all`" },
    );
  }
  const capped = new Set<number>();
  for (;;) {
    const free = scores.filter(({ uid }) => !capped.has(uid));
    const freeShare = 1 - capped.size * maxShare;
    const sum = free.reduce((total, { score }) => total + score, 0);
    const shareOf = ({ uid, score }: UidScore): number =>
      capped.has(uid) ? maxShare : (score / sum) * freeShare;
    const over = free.filter((each) => shareOf(each) > maxShare);
    if (over.length === 0) return scores.map((each) => ({ uid: each.uid, score: shareOf(each) }));
    for (const { uid } of over) capped.add(uid);
  }
}

function pad(weights: readonly Weight[], { minUids, neurons }: WeightLimits): readonly Weight[] {
  const missing = Math.min(minUids, neurons) - weights.length;
  if (missing <= 0) return weights;
  const named = new Set(weights.map(({ uid }) => uid));
  const others = Array.from({ length: neurons }, (_, uid) => uid).filter((uid) => !named.has(uid));
  return [...weights, ...others.slice(0, missing).map((uid) => ({ uid, weight: 0 }))];
}
