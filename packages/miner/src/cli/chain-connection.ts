import { type Chain, connectChain } from "@headframe/chain";
import type { BittensorSettings } from "./bittensor-settings.js";

/** Connects for the time of `work` to the chain that the settings name. */
export async function withChain<T>(
  { network, chain_endpoint: endpoint, chain_endpoints: endpoints }: BittensorSettings,
  signal: AbortSignal,
  work: (chain: Chain) => Promise<T>,
): Promise<T> {
  const chain = await connectChain({ network, endpoint, endpoints, signal });
  try {
    return await work(chain);
  } finally {
    await chain.close();
  }
}
