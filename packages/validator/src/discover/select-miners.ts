import type { AxonInfo, Metagraph, Neuron } from "@headframe/chain";
import { ValidatorError } from "../errors.js";

/** A miner that can be dialled: a neuron that published an axon. */
export interface ReachableMiner extends Neuron {
  readonly axon: AxonInfo;
}

/** Which miners of a subnet to look at: all of them, or the one with this hotkey (SS58). */
export type MinerSelection = { readonly kind: "all" } | { readonly kind: "one"; readonly hotkey: string };

/**
 * The miners that `selection` names, in the order of their UIDs.
 *
 * `all` leaves out neurons with a validator permit: they serve an axon for other reasons. A miner that is named is
 * taken in any case. Throws `validator/unknown-miner`, `validator/no-axon` or `validator/no-miners`.
 */
export function selectMiners(metagraph: Metagraph, selection: MinerSelection): readonly ReachableMiner[] {
  if (selection.kind === "one") return [findMiner(metagraph, selection.hotkey)];
  const miners = metagraph.neurons.filter((neuron) => !neuron.validatorPermit).filter(isReachable);
  if (miners.length > 0) return miners;
  throw new ValidatorError(
    { code: "validator/no-miners", netuid: metagraph.netuid },
    `no miner of subnet ${metagraph.netuid} has published an axon (block ${metagraph.block})`,
    { hint: "start a miner there, or check --netuid; `validator miners` lists everything on the subnet" },
  );
}

function findMiner(metagraph: Metagraph, hotkey: string): ReachableMiner {
  const neuron = metagraph.neurons.find((each) => each.hotkey === hotkey);
  if (neuron === undefined) {
    throw new ValidatorError(
      { code: "validator/unknown-miner", hotkey, netuid: metagraph.netuid },
      `hotkey ${hotkey} is not registered on subnet ${metagraph.netuid} (block ${metagraph.block})`,
      { hint: "check --miner and --netuid; `validator miners` lists everything on the subnet" },
    );
  }
  if (isReachable(neuron)) return neuron;
  throw new ValidatorError(
    { code: "validator/no-axon", hotkey },
    `miner ${hotkey} (UID ${neuron.uid}) has not published an axon`,
    { hint: "the miner publishes it when it starts; its log says why if it could not" },
  );
}

function isReachable(neuron: Neuron): neuron is ReachableMiner {
  return neuron.axon !== null && neuron.axon.port !== 0;
}
