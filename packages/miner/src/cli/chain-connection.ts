import { type Chain, connectChain } from "@headframe/chain";
import { chainOptions } from "../config/chain-options.js";
import type { BittensorSettings } from "./bittensor-settings.js";

/** Connects for the time of `work` to the chain that the settings name. */
export async function withChain<T>(
  settings: BittensorSettings,
  signal: AbortSignal,
  work: (chain: Chain) => Promise<T>,
): Promise<T> {
  const chain = await connectChain({ ...chainOptions(settings), signal });
  try {
    return await work(chain);
  } finally {
    await chain.close();
  }
}
