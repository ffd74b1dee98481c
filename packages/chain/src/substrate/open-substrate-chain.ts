import { ApiPromise } from "@polkadot/api";
import { loadMetadata, type MetadataFiles } from "./metadata-files.js";
import type { SendRequest } from "./node-request.js";
import { SubstrateChain, type SubstrateChainOptions, type SubstrateChainParts } from "./substrate-chain.js";
import { untilAborted } from "./until-aborted.js";

/**
 * Loads the runtime's metadata over a connected provider, checks it and begins to follow the heads. On failure the
 * provider is the caller's to close. Without `metadataFiles` the node is asked for the metadata each time.
 */
export async function openSubstrateChain(
  options: SubstrateChainOptions,
  parts: Omit<SubstrateChainParts, "api">,
  signal: AbortSignal,
  metadataFiles?: MetadataFiles,
): Promise<SubstrateChain> {
  const { provider, logger } = parts;
  const { identity } = provider;
  const send: SendRequest = (method, params) => provider.send(method, params);
  const metadata = await untilAborted(loadMetadata(metadataFiles, { identity, send, logger }), signal);
  // `noInitWarn`: Subtensor's own extensions are unknown to the library and empty; the chain's start checks that.
  const api = new ApiPromise({ provider, metadata, noInitWarn: true, throwOnConnect: true });
  try {
    const chain = new SubstrateChain(options, { ...parts, api });
    await untilAborted(chain.start(), signal);
    return chain;
  } catch (error) {
    api["_unsubscribeHealth"]();
    throw error;
  }
}
