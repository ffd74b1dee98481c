// cspell:ignore Milli -- the chain's own spelling
import { developmentStorage } from "../../runtime/development-storage.js";
import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { Hex } from "../../scale/hex.js";
import type { Storage, StorageReader } from "../../state/storage.js";
import { stakeWeight } from "./staking.js";

/** A neuron as an epoch sees it. */
interface Candidate {
  readonly uid: number;
  readonly hotkey: Hex;
  /** Of all stake that counts, 0…1. */
  readonly stake: number;
  readonly isActive: boolean;
  readonly isOwner: boolean;
  /** Whether its weights count in this epoch. */
  readonly hasPermit: boolean;
}

/** What one validator gives to one neuron, 0…1 of all that it gives. */
interface Share {
  readonly from: Candidate;
  readonly uid: number;
  readonly share: number;
}

const LARGEST_SHARE = 65_535;

/** After so many blocks without new weights a neuron counts as inactive. */
export function activityCutoffBlocks(storage: StorageReader, netuid: number): number {
  const factorMilli = storage.get(items.ActivityCutoffFactorMilli, netuid);
  return Math.floor((storage.get(items.Tempo, netuid) * factorMilli) / 1000);
}

/**
 * What an epoch decides. As on the real chain: who is active, who holds a validator permit, and whose weights count
 * (permitted, active, with the stake that is asked for, none on itself, none older than the neuron they are on).
 *
 * Simpler than the real chain: the incentive is the sum of the weights by stake, without clipping them at a consensus;
 * dividends go by stake to those whose weights counted, without bonds; and nothing is emitted.
 */
export function runEpoch(storage: Storage, netuid: number, block: number): void {
  const neurons = readCandidates(storage, netuid, block);
  const shares = readShares(storage, netuid, neurons);
  const incentive = neurons.map(({ uid }) =>
    sum(shares.filter((each) => each.uid === uid).map(({ from, share }) => from.stake * share)),
  );
  const dividends = neurons.map((each) => (shares.some(({ from }) => from === each) ? each.stake : 0));
  storage.put(
    items.Active,
    [netuid],
    neurons.map(({ isActive }) => isActive),
  );
  storage.put(items.Incentive, [netuid], toShares(incentive));
  storage.put(items.Dividends, [netuid], toShares(dividends));
  storage.put(items.ValidatorPermit, [netuid], choosePermits(storage, netuid, neurons));
}

function readCandidates(storage: StorageReader, netuid: number, block: number): readonly Candidate[] {
  const uids = Array.from({ length: storage.get(items.SubnetworkN, netuid) }, (_, uid) => uid);
  const threshold = storage.get(items.StakeThreshold);
  const owner = storage.get(items.SubnetOwnerHotkey, netuid);
  const hotkeys = uids.map((uid) => storage.get(items.Keys, netuid, uid));
  const stakes = hotkeys.map((hotkey) => {
    const { total } = stakeWeight(storage, hotkey, netuid);
    return total < threshold && hotkey !== owner ? 0 : Number(total);
  });
  const whole = sum(stakes);
  const permits = storage.get(items.ValidatorPermit, netuid);
  const updates = storage.get(items.LastUpdate, netuid);
  const cutoff = BigInt(activityCutoffBlocks(storage, netuid));
  return hotkeys.map((hotkey, uid) => ({
    uid,
    hotkey,
    stake: whole === 0 ? 0 : (stakes[uid] ?? 0) / whole,
    isActive: (updates[uid] ?? 0n) + cutoff >= BigInt(block),
    isOwner: hotkey === owner,
    hasPermit: permits[uid] === true || hotkey === owner,
  }));
}

/** The weights that count, each validator's as shares of their sum. */
function readShares(storage: StorageReader, netuid: number, neurons: readonly Candidate[]): readonly Share[] {
  const updates = storage.get(items.LastUpdate, netuid);
  const validators = neurons.filter(({ hasPermit, isActive, stake }) => hasPermit && isActive && stake > 0);
  return validators.flatMap((from) => {
    const counted = storage.get(items.Weights, netuid, from.uid).filter(([uid]) => {
      const isSelf = uid === from.uid && !from.isOwner;
      const registeredAt = storage.get(items.BlockAtRegistration, netuid, uid);
      return !isSelf && (updates[from.uid] ?? 0n) > registeredAt;
    });
    const whole = sum(counted.map(([, weight]) => weight));
    if (whole === 0) return [];
    return counted.map(([uid, weight]) => ({ from, uid, share: weight / whole }));
  });
}

/** Permits for the next epoch: the neurons with the most stake, and the subnet's owner; what was decided by hand stays. */
function choosePermits(
  storage: StorageReader,
  netuid: number,
  neurons: readonly Candidate[],
): readonly boolean[] {
  const chosen = new Set(
    neurons
      .filter(({ stake }) => stake > 0)
      .toSorted((a, b) => b.stake - a.stake || a.uid - b.uid)
      .slice(0, storage.get(items.MaxAllowedValidators, netuid)),
  );
  return neurons.map((each) => {
    const byHand = storage.get(developmentStorage.PermitByHand, netuid, each.hotkey);
    return byHand ?? (chosen.has(each) || each.isOwner);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** As shares of their sum, in 65535ths. */
function toShares(values: readonly number[]): readonly number[] {
  const whole = sum(values);
  return values.map((value) => (whole === 0 ? 0 : Math.floor((value / whole) * LARGEST_SHARE)));
}
