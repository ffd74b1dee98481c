import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { StorageItem } from "../../metadata/storage-item.js";
import type { Hex } from "../../scale/hex.js";
import type { Storage, StorageReader } from "../../state/storage.js";

/** Per-neuron vectors of a subnet, and what a new neuron begins with. */
const NUMBERS = [items.Consensus, items.Incentive, items.Dividends, items.ValidatorTrust] as const;

/** Gives `hotkey` the next free uid of the subnet. */
export function appendNeuron(storage: Storage, netuid: number, hotkey: Hex, block: number): number {
  const uid = storage.get(items.SubnetworkN, netuid);
  storage.put(items.SubnetworkN, [netuid], uid + 1);
  for (const item of NUMBERS) storage.mutate(item, [netuid], (list) => [...list, 0]);
  storage.mutate(items.Emission, [netuid], (list) => [...list, 0n]);
  storage.mutate(items.LastUpdate, [netuid], (list) => [...list, BigInt(block)]);
  storage.mutate(items.Active, [netuid], (list) => [...list, true]);
  storage.mutate(items.ValidatorPermit, [netuid], (list) => [...list, false]);
  occupy(storage, netuid, uid, hotkey, block);
  return uid;
}

/** Gives the uid of a neuron that is pruned to `hotkey`; everything of the old one on this subnet is removed. */
export function replaceNeuron(
  storage: Storage,
  netuid: number,
  uid: number,
  hotkey: Hex,
  block: number,
): void {
  const old = storage.get(items.Keys, netuid, uid);
  storage.remove(items.Uids, netuid, old);
  storage.remove(items.IsNetworkMember, old, netuid);
  storage.remove(items.Axons, netuid, old);
  storage.remove(items.NeuronCertificates, netuid, old);
  storage.remove(items.Prometheus, netuid, old);
  storage.remove(items.Weights, netuid, uid);
  storage.remove(items.Bonds, netuid, uid);
  for (const item of NUMBERS) storage.mutate(item, [netuid], (list) => list.with(uid, 0));
  storage.mutate(items.Emission, [netuid], (list) => list.with(uid, 0n));
  storage.mutate(items.LastUpdate, [netuid], (list) => list.with(uid, BigInt(block)));
  storage.mutate(items.Active, [netuid], (list) => list.with(uid, true));
  storage.mutate(items.ValidatorPermit, [netuid], (list) => list.with(uid, false));
  occupy(storage, netuid, uid, hotkey, block);
}

/** Gives the uid of `old` and what it published on the subnet to `hotkey`. */
export function renameNeuron(storage: Storage, netuid: number, old: Hex, hotkey: Hex): void {
  const uid = storage.get(items.Uids, netuid, old);
  if (uid === undefined) throw new Error(`${old} is not registered on subnet ${netuid}`);
  const move = <V>(item: StorageItem<readonly [number, Hex], V, undefined>): void => {
    const value = storage.get(item, netuid, old);
    if (value === undefined) return;
    storage.remove(item, netuid, old);
    storage.put(item, [netuid, hotkey], value);
  };
  move(items.Axons);
  move(items.NeuronCertificates);
  move(items.Prometheus);
  storage.remove(items.Uids, netuid, old);
  storage.remove(items.IsNetworkMember, old, netuid);
  storage.put(items.Keys, [netuid, uid], hotkey);
  storage.put(items.Uids, [netuid, hotkey], uid);
  storage.put(items.IsNetworkMember, [hotkey, netuid], true);
}

function occupy(storage: Storage, netuid: number, uid: number, hotkey: Hex, block: number): void {
  storage.put(items.Keys, [netuid, uid], hotkey);
  storage.put(items.Uids, [netuid, hotkey], uid);
  storage.put(items.IsNetworkMember, [hotkey, netuid], true);
  storage.put(items.BlockAtRegistration, [netuid, uid], BigInt(block));
}

/**
 * The uid that a newcomer takes on a full subnet, if any: of the neurons past their immunity the one with the lowest
 * emission, then the oldest registration, then the lowest uid, as long as more than `MinNonImmuneUids` of them remain;
 * otherwise by the same rule among the immune ones. The subnet owner's hotkey is left out.
 */
export function uidToPrune(storage: StorageReader, netuid: number, block: number): number | undefined {
  const immunity = BigInt(storage.get(items.ImmunityPeriod, netuid));
  const ownerHotkey = storage.get(items.SubnetOwnerHotkey, netuid);
  const emission = storage.get(items.Emission, netuid);
  const candidates = Array.from({ length: storage.get(items.SubnetworkN, netuid) }, (_, uid) => {
    const registeredAt = storage.get(items.BlockAtRegistration, netuid, uid);
    return {
      uid,
      registeredAt,
      isOwner: storage.get(items.Keys, netuid, uid) === ownerHotkey,
      isImmune: BigInt(block) - registeredAt < immunity,
      emission: emission[uid] ?? 0n,
    };
  }).filter(({ isOwner }) => !isOwner);
  const nonImmune = candidates.filter(({ isImmune }) => !isImmune);
  const pool =
    nonImmune.length > storage.get(items.MinNonImmuneUids, netuid)
      ? nonImmune
      : candidates.filter(({ isImmune }) => isImmune);
  return pool.toSorted(
    (a, b) => Number(a.emission - b.emission) || Number(a.registeredAt - b.registeredAt) || a.uid - b.uid,
  )[0]?.uid;
}
