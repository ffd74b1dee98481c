import { type CallOptions, type Chain, ChainError } from "@headframe/chain";

/** Who we were on the subnet. */
export interface FormerNeuron {
  readonly netuid: number;
  /** SS58. */
  readonly hotkey: string;
  readonly uid: number;
  /** SS58; `undefined` if it was never seen. */
  readonly coldkey: string | undefined;
}

/**
 * Why a hotkey has lost its UID, in a sentence. The chain has no event that names the loser: who holds the UID now
 * tells a swapped hotkey (the same coldkey) from a pruned one.
 */
export async function explainLoss(
  chain: Chain,
  { netuid, hotkey, uid, coldkey }: FormerNeuron,
  options: CallOptions,
): Promise<string> {
  try {
    const { neurons } = await chain.metagraph(netuid, options);
    const heir = neurons.find((neuron) => neuron.uid === uid);
    if (heir === undefined)
      return `subnet ${netuid} has no UID ${uid} any more: hotkey ${hotkey} must register again`;
    return heir.coldkey === coldkey
      ? `hotkey ${hotkey} was swapped for ${heir.hotkey}: configure bittensor.hotkey_name for that one`
      : `hotkey ${hotkey} was pruned: UID ${uid} of subnet ${netuid} belongs to ${heir.hotkey} now; register again`;
  } catch (error) {
    if (!(error instanceof ChainError) || error.code !== "chain/subnet-not-found") throw error;
    return `subnet ${netuid} was removed from the chain`;
  }
}
