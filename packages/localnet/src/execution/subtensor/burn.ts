import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import type { Storage } from "../../state/storage.js";

const FRACTION_BITS = 64n;

/** A registration raises the price by the subnet's factor, up to its maximum. */
export function raiseBurn(storage: Storage, netuid: number): void {
  const { bits: factor } = storage.get(items.BurnIncreaseMult, netuid);
  const highest = storage.get(items.MaxBurn, netuid);
  storage.mutate(items.Burn, [netuid], (burn) => {
    const raised = (burn * factor) >> FRACTION_BITS;
    return raised > highest ? highest : raised;
  });
}

/** The price halves over `BurnHalfLife` blocks, a little in each, down to the subnet's minimum. */
export function decayBurn(storage: Storage, netuid: number): void {
  const burn = storage.get(items.Burn, netuid);
  const lowest = storage.get(items.MinBurn, netuid);
  const halfLife = storage.get(items.BurnHalfLife, netuid);
  if (burn <= lowest || halfLife === 0) return;
  const factor = BigInt(Math.round(2 ** (-1 / halfLife) * 2 ** 32));
  const decayed = (burn * factor) >> 32n;
  storage.put(items.Burn, [netuid], decayed < lowest ? lowest : decayed);
}
