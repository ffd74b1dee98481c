import type { Weight, WeightTerms } from "../port/weights.js";
import { subnetNotFound } from "./serve-axon.js";
import { readEntry, type RuntimeAccess } from "./storage.js";

/** Weights and shares are fractions of this. */
const LARGEST_WEIGHT = 65_535;

/** See `Chain.weightTerms`. */
export async function readWeightTerms(access: RuntimeAccess, netuid: number): Promise<WeightTerms> {
  const { query } = access.api;
  const read = (item: string): Promise<unknown> => readEntry(access, { item, keys: [netuid] });
  const [exists, versionKey, rateLimit, minUids, isCommitReveal, stakeThreshold, lastUpdates, maxWeight] =
    await Promise.all([
      read("networksAdded"),
      read("weightsVersionKey"),
      read("weightsSetRateLimit"),
      read("minAllowedWeights"),
      read("commitRevealWeightsEnabled"),
      readEntry(access, { item: "stakeThreshold", keys: [] }),
      read("lastUpdate"),
      // Runtimes drop what no subnet uses any more: without this item there is no limit.
      query["subtensorModule"]?.["maxWeightsLimit"] ? read("maxWeightsLimit") : LARGEST_WEIGHT,
    ]);
  if (exists !== true) throw subnetNotFound(netuid);
  return {
    versionKey: BigInt(versionKey as string | number),
    rateLimitBlocks: Number(rateLimit),
    minUids: Number(minUids),
    maxShare: Number(maxWeight) / LARGEST_WEIGHT,
    isCommitReveal: isCommitReveal === true,
    stakeThresholdRao: BigInt(stakeThreshold as string | number),
    lastUpdateBlocks: (lastUpdates as readonly (number | string)[]).map(Number),
  };
}

/** See `Chain.weightsOf`. */
export async function readWeights(
  access: RuntimeAccess,
  netuid: number,
  uid: number,
): Promise<readonly Weight[]> {
  const stored = await readEntry(access, { item: "weights", keys: [netuid, uid] });
  return (stored as readonly (readonly [number, number])[]).map(([uid, weight]) => ({ uid, weight }));
}
