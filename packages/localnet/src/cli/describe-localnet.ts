import type { BlockTime } from "../chain/block-producer.js";
import { DEVELOPMENT_URIS } from "../dev/accounts.js";
import { developmentKey } from "../dev/development-key.js";
import type { Localnet } from "../localnet.js";
import { OWNER_URI, ownerHotkeyUri } from "./prepare-subnets.js";

/** What a person or a program needs to use a localnet. */
export interface LocalnetReport {
  readonly url: string;
  readonly genesisHash: string;
  readonly netuid: number;
  readonly blockTimeMs: BlockTime;
  readonly subnetOwner: { readonly coldkey: string; readonly hotkey: string };
  /** Their secrets are public: the URI is all that one needs to sign for them. */
  readonly accounts: readonly { readonly uri: string; readonly address: string }[];
}

export function reportOf(
  { url, genesisHash }: Localnet,
  options: { readonly netuid: number; readonly blockTime: BlockTime },
): LocalnetReport {
  return {
    url,
    genesisHash,
    netuid: options.netuid,
    blockTimeMs: options.blockTime,
    subnetOwner: { coldkey: OWNER_URI, hotkey: ownerHotkeyUri(options.netuid) },
    accounts: DEVELOPMENT_URIS.map((uri) => ({ uri, address: developmentKey(uri).address })),
  };
}

/** The report for people. */
export function describeLocalnet(report: LocalnetReport): string {
  const { url, genesisHash, netuid, blockTimeMs, subnetOwner, accounts } = report;
  const blocks = blockTimeMs === "instant" ? "one for each transaction" : `one every ${blockTimeMs} ms`;
  return `Headframe Localnet: a development chain of its own. Its TAO have no value.

  endpoint   ${url}
  genesis    ${genesisHash}
  blocks     ${blocks}
  subnet     ${netuid}, owned by ${subnetOwner.coldkey} with the hotkey ${subnetOwner.hotkey}

Development accounts, 1,000,000 TAO each. Their secrets are public: use them here only.
${accounts.map(({ uri, address }) => `  ${uri.padEnd(10)} ${address}`).join("\n")}

For a miner, in miner.toml:
  [bittensor]
  network = "local"
  chain_endpoint = "${url}"
  netuid = ${netuid}

Start with --miner <hotkey> and --validator <hotkey> to have keys of your own registered. Ctrl-C ends it.
`;
}
