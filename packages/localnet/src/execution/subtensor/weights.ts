import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { Hex } from "../../scale/hex.js";
import type { StorageReader } from "../../state/storage.js";
import type { ArgumentsOf, CallContext, CheckContext, PalletRules } from "../call-rule.js";
import { fail } from "../dispatch-failure.js";
import { stakeWeight } from "./staking.js";

type SetWeights = ArgumentsOf<"SubtensorModule", "set_weights">;

const WEIGHTS_REF_TIME = 15_000_000_000n;
const LARGEST_WEIGHT = 65_535;

/** Validators say what the neurons are worth. */
export const weightRules: Pick<PalletRules<"SubtensorModule">, "set_weights"> = {
  set_weights: {
    refTime: WEIGHTS_REF_TIME,
    pays: "No",
    class: "Normal",
    precheck: checkStakeAndRate,
    dispatch: setWeights,
  },
};

/** What the pool asks: enough stake, registered, and not too soon. */
function checkStakeAndRate({ storage, signer, block }: CheckContext, { netuid }: SetWeights): void {
  checkStake(storage, netuid, signer);
  const uid = storage.get(items.Uids, netuid, signer);
  if (uid === undefined) fail("SubtensorModule", "HotKeyNotRegisteredInSubNet");
  checkRate(storage, { netuid, uid, block, tooFast: "SettingWeightsTooFast" });
}

export function checkStake(storage: StorageReader, netuid: number, hotkey: Hex): void {
  const enough = stakeWeight(storage, hotkey, netuid).total >= storage.get(items.StakeThreshold);
  if (!enough) fail("SubtensorModule", "NotEnoughStakeToSetWeights");
}

interface RateCheck {
  readonly netuid: number;
  readonly uid: number;
  readonly block: number;
  readonly tooFast: "SettingWeightsTooFast" | "CommittingWeightsTooFast";
}

export function checkRate(storage: StorageReader, { netuid, uid, block, tooFast }: RateCheck): void {
  const last = storage.get(items.LastUpdate, netuid)[uid] ?? 0n;
  const limit = storage.get(items.WeightsSetRateLimit, netuid);
  if (last > 0n && BigInt(block) - last < limit) fail("SubtensorModule", tooFast);
}

function setWeights(context: CallContext, call: SetWeights): void {
  const { storage } = context;
  if (storage.get(items.CommitRevealWeightsEnabled, call.netuid))
    fail("SubtensorModule", "CommitRevealEnabled");
  storeWeights(context, call);
}

/**
 * Checks weights and puts them in place of the validator's earlier ones. Where they were committed to, the rate limit
 * was the commit's, and so is the block that counts as their update.
 */
export function storeWeights(context: CallContext, call: SetWeights): void {
  const { storage, signer, block, emit } = context;
  const { netuid, dests, weights, version_key } = call;
  if (dests.length !== weights.length) fail("SubtensorModule", "WeightVecNotEqualSize");
  const neurons = storage.get(items.SubnetworkN, netuid);
  if (dests.length > neurons) fail("SubtensorModule", "UidsLengthExceedUidsInSubNet");
  if (!storage.get(items.NetworksAdded, netuid)) fail("SubtensorModule", "SubnetNotExists");
  const uid =
    storage.get(items.Uids, netuid, signer) ?? fail("SubtensorModule", "HotKeyNotRegisteredInSubNet");
  checkStake(storage, netuid, signer);
  if (storage.get(items.WeightsVersionKey, netuid) > version_key)
    fail("SubtensorModule", "IncorrectWeightVersionKey");
  const isCommitted = storage.get(items.CommitRevealWeightsEnabled, netuid);
  if (!isCommitted) checkRate(storage, { netuid, uid, block, tooFast: "SettingWeightsTooFast" });
  const isSelfWeight = dests.length === 1 && dests[0] === uid;
  const isPermitted = storage.get(items.ValidatorPermit, netuid)[uid] === true;
  if (!isSelfWeight && !isPermitted) fail("SubtensorModule", "NeuronNoValidatorPermit");
  if (new Set(dests).size < dests.length) fail("SubtensorModule", "DuplicateUids");
  if (dests.some((dest) => dest >= neurons)) fail("SubtensorModule", "UidVecContainInvalidOne");
  const fewest = Math.min(storage.get(items.MinAllowedWeights, netuid), neurons);
  if (!isSelfWeight && dests.length < fewest) fail("SubtensorModule", "WeightVecLengthIsLow");
  const scaled = scaleToLargest(weights);
  checkLargest(scaled, isSelfWeight, storage.get(items.MaxWeightsLimit, netuid));

  storage.put(
    items.Weights,
    [netuid, uid],
    dests.map((dest, index) => [dest, scaled[index] ?? 0] as const),
  );
  if (!isCommitted) storage.mutate(items.LastUpdate, [netuid], (list) => list.with(uid, BigInt(block)));
  emit({ type: "SubtensorModule", value: { type: "WeightsSet", value: [netuid, uid] } });
}

/** The weights scaled so that the largest is 65535. */
function scaleToLargest(weights: readonly number[]): readonly number[] {
  const largest = Math.max(0, ...weights);
  if (largest === 0) return weights;
  return weights.map((weight) => Math.floor((weight * LARGEST_WEIGHT) / largest));
}

/** No single weight's share of the sum may exceed the limit, a share of 65535. */
function checkLargest(weights: readonly number[], isSelfWeight: boolean, limit: number): void {
  if (isSelfWeight || limit === LARGEST_WEIGHT) return;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum > 0 && (Math.max(...weights) / sum) * LARGEST_WEIGHT > limit)
    fail("SubtensorModule", "MaxWeightExceeded");
}
