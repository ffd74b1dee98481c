import type { ConnectChainOptions } from "@headframe/chain";
import type { MinerConfig } from "./schema.js";

/** How to connect to the chain that the configuration names. */
export function chainOptions({
  network,
  chain_endpoint: endpoint,
  chain_endpoints: endpoints,
  metadata_dir,
}: MinerConfig["bittensor"]): ConnectChainOptions {
  // Development chains come and go: theirs would only pile up.
  const metadataDirectory = network === "local" ? undefined : metadata_dir;
  return { network, endpoint, endpoints, metadataDirectory };
}
