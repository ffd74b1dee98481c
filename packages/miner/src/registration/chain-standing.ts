import type { Chain, Head, Neuron, RegistrationTerms } from "@headframe/chain";
import type { Clock } from "@headframe/kit";

/** Whose standing is read, and where. */
export interface ChainPlace {
  readonly netuid: number;
  /** SS58. */
  readonly hotkey: string;
}

/** A block, and how long ago its author made it. */
export interface AgedHead {
  readonly number: number;
  readonly ageMs: number;
}

/** Where a hotkey stands on a subnet, as of now. */
export interface ChainStanding {
  readonly specVersion: number;
  readonly best: AgedHead;
  readonly finalized: AgedHead;
  readonly terms: RegistrationTerms;
  readonly servingRateLimitBlocks: number;
  /** `null` when the hotkey is not registered. */
  readonly registration: RegisteredStanding | null;
}

/** A registered hotkey's part of {@link ChainStanding}. */
export interface RegisteredStanding {
  readonly neuron: Neuron;
  readonly registeredAtBlock: number;
  /** First block in which it can be pruned although others could be. */
  readonly immuneUntilBlock: number;
  /** First block in which the chain accepts another `serve_axon`. */
  readonly mayServeFromBlock: number;
}

/** Reads everything that an operator asks of the chain. Throws `ChainError`. */
export async function readChainStanding(
  chain: Chain,
  { netuid, hotkey }: ChainPlace,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ChainStanding> {
  const options = { signal };
  const age = async (head: Head): Promise<AgedHead> => {
    const timeMs = await chain.timestampOf(head.hash, options);
    return { number: head.number, ageMs: Math.max(0, clock.nowMs() - timeMs) };
  };
  // Whether the subnet is there comes first: everything else would only say so in other words.
  const terms = await chain.registrationTerms(netuid, options);
  const [best, finalized, servingRateLimitBlocks, { neurons }] = await Promise.all([
    chain.bestHead(options).then(age),
    chain.finalizedHead(options).then(age),
    chain.servingRateLimit(netuid, options),
    chain.metagraph(netuid, options),
  ]);
  const neuron = neurons.find((candidate) => candidate.hotkey === hotkey);
  const standing = { specVersion: chain.specVersion, best, finalized, terms, servingRateLimitBlocks };
  if (neuron === undefined) return { ...standing, registration: null };
  const registeredAtBlock = await chain.registeredAt(netuid, neuron.uid, options);
  const registration: RegisteredStanding = {
    neuron,
    registeredAtBlock,
    immuneUntilBlock: registeredAtBlock + terms.immunityPeriodBlocks,
    // Never served: at once.
    mayServeFromBlock: neuron.axon === null ? 0 : neuron.axon.block + servingRateLimitBlocks,
  };
  return { ...standing, registration };
}
