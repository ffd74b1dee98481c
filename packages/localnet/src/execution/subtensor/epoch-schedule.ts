// cspell:ignore Mechansim -- the chain's own spelling
import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { Storage, StorageReader } from "../../state/storage.js";
import { runEpoch } from "./epoch.js";

/**
 * When a subnet's epochs are, as from spec 424 on: one each `Tempo` blocks from `LastEpochBlock`, counted by
 * `SubnetEpochIndex`. Before, the block's number decided: (block + netuid + 1) divided by (tempo + 1).
 *
 * Left out: epochs on demand (`trigger_epoch`), and the largest number of epochs in one block.
 */

/** Begins the count of a new subnet, or of one that got another tempo; subnets of one age do not fall together. */
export function startSchedule(storage: Storage, netuid: number, block: number): void {
  const stagger = netuid % Math.max(1, storage.get(items.Tempo, netuid));
  storage.put(items.LastEpochBlock, [netuid], BigInt(Math.max(0, block - stagger)));
}

/** Ends the subnet's epoch if it is due in this block. To be called once in each, before its transactions. */
export function stepEpoch(storage: Storage, netuid: number, block: number): void {
  if (isDue(storage, netuid, block)) {
    endEpoch(storage, netuid, block);
    return;
  }
  // It only tells how late an epoch is, so it need not go beyond that.
  const most = BigInt(storage.get(items.Tempo, netuid)) + 1n;
  storage.mutate(items.BlocksSinceLastStep, [netuid], (blocks) => (blocks < most ? blocks + 1n : most));
}

/** Ends the subnet's epoch now: permits, activity and incentive are worked out, and the next epoch begins. */
export function endEpoch(storage: Storage, netuid: number, block: number): void {
  runEpoch(storage, netuid, block);
  storage.put(items.BlocksSinceLastStep, [netuid], 0n);
  storage.put(items.LastMechansimStepBlock, [netuid], BigInt(block));
  storage.put(items.LastEpochBlock, [netuid], BigInt(block));
  storage.mutate(items.SubnetEpochIndex, [netuid], (index) => index + 1n);
}

/** The epoch that a transaction in this block belongs to, also while the block's own epoch did not run yet. */
export function epochAt(storage: StorageReader, netuid: number, block: number): bigint {
  const index = storage.get(items.SubnetEpochIndex, netuid);
  return isDue(storage, netuid, block) ? index + 1n : index;
}

/** The block in which the next epoch begins; `undefined` where there is none. */
export function nextEpochBlock(storage: StorageReader, netuid: number): bigint | undefined {
  const tempo = storage.get(items.Tempo, netuid);
  if (tempo === 0) return undefined;
  return storage.get(items.LastEpochBlock, netuid) + BigInt(tempo);
}

function isDue(storage: StorageReader, netuid: number, block: number): boolean {
  const next = nextEpochBlock(storage, netuid);
  return next !== undefined && BigInt(block) >= next;
}
