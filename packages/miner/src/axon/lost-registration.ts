import { type CallOptions, type Chain, ChainError } from "@headframe/chain";

/** A UID and its subnet, told from whoever has their numbers later. Blocks of their registrations. */
export interface RegistrationMark {
  readonly uidBlock: number;
  readonly subnetBlock: number;
}

/** Who we were on the subnet. */
export interface FormerNeuron {
  readonly netuid: number;
  /** SS58. */
  readonly hotkey: string;
  readonly uid: number;
  /** Read while the UID was ours; `undefined` if it never was as far as we saw. */
  readonly mark: RegistrationMark | undefined;
}

/** Why a hotkey has no UID, and what to do, each in a sentence. */
export interface Loss {
  readonly reason: string;
  readonly hint: string;
}

/** What to remember of a registration. */
export async function readMark(
  chain: Chain,
  { netuid, uid }: Pick<FormerNeuron, "netuid" | "uid">,
  options: CallOptions,
): Promise<RegistrationMark> {
  const [uidBlock, subnetBlock] = await Promise.all([
    chain.registeredAt(netuid, uid, options),
    chain.subnetRegisteredAt(netuid, options),
  ]);
  return { uidBlock, subnetBlock };
}

/**
 * Why a hotkey has lost its UID. The chain has no event that names the loser, but it registers a UID anew when it
 * prunes the hotkey and not when that is swapped, and a subnet when its netuid passes to another one.
 */
export async function explainLoss(chain: Chain, former: FormerNeuron, options: CallOptions): Promise<Loss> {
  const { netuid, uid, mark } = former;
  try {
    const { neurons } = await chain.metagraph(netuid, options);
    const heir = neurons.find((neuron) => neuron.uid === uid)?.hotkey;
    if (mark === undefined) return pruned(former, heir);
    const now = await readMark(chain, former, options);
    if (mark.subnetBlock !== now.subnetBlock) return takenOver(netuid, now.subnetBlock);
    if (heir !== undefined && mark.uidBlock === now.uidBlock) return swapped(former, heir);
    return pruned(former, heir);
  } catch (error) {
    if (!(error instanceof ChainError) || error.code !== "chain/subnet-not-found") throw error;
    return {
      reason: `subnet ${netuid} was removed from the chain`,
      hint: "set bittensor.netuid to a subnet that exists",
    };
  }
}

/** Registering there would pay a stranger. */
function takenOver(netuid: number, block: number): Loss {
  return {
    reason: `subnet ${netuid} was removed from the chain, and its netuid is that of another subnet since block ${block}; do not register there unless you know whose it is`,
    hint: "set bittensor.netuid to the subnet that you mean: what registering on another one burns is lost",
  };
}

function swapped({ hotkey }: FormerNeuron, heir: string): Loss {
  return {
    reason: `hotkey ${hotkey} was swapped for ${heir}: configure bittensor.hotkey_name for that one`,
    hint: `set bittensor.hotkey_name to the name of ${heir}`,
  };
}

function pruned({ netuid, hotkey, uid }: FormerNeuron, heir: string | undefined): Loss {
  return {
    reason:
      heir === undefined
        ? `subnet ${netuid} has no UID ${uid} any more: hotkey ${hotkey} must register again`
        : `hotkey ${hotkey} was pruned: UID ${uid} of subnet ${netuid} belongs to ${heir} now; register again`,
    hint: `register the hotkey on subnet ${netuid}; the axon is served by itself then`,
  };
}
