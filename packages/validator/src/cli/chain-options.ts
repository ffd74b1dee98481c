import { NETWORK_NAMES, NETWORKS, type NetworkName } from "@headframe/chain";
import { InvalidArgumentError, Option } from "@headframe/kit/cli";
import type { ValidatorConfig } from "../config/schema.js";

/** Values of the options that say which subnet is meant. */
export interface ChainFlags {
  readonly chain?: string | undefined;
  readonly network?: NetworkName | undefined;
  readonly netuid?: number | undefined;
}

/** Values of the options that say who we are. */
export interface WalletFlags {
  readonly wallet?: string | undefined;
  readonly hotkey?: string | undefined;
  readonly walletPath?: string | undefined;
}

/** `--chain`, `--network` and `--netuid`. */
export const CHAIN_OPTIONS = {
  chain: new Option("--chain <url>", "WebSocket endpoint of a node: ws://… or wss://…"),
  network: new Option("--network <name>", "network of the subnet").choices(NETWORK_NAMES),
  netuid: new Option("--netuid <number>", "subnet to look at").argParser(parseNetuid),
} as const;

/** `--wallet`, `--hotkey` and `--wallet-path`. */
export const WALLET_OPTIONS = {
  wallet: new Option("--wallet <name>", "wallet that holds the validator's hotkey"),
  hotkey: new Option("--hotkey <name>", "hotkey that signs for the validator"),
  walletPath: new Option("--wallet-path <folder>", "folder of the wallets"),
} as const;

/** The options as keys of the configuration. */
export function toConfigFlags(flags: ChainFlags & WalletFlags): Readonly<Record<string, unknown>> {
  return {
    "bittensor.chain_endpoint": flags.chain,
    "bittensor.network": flags.network,
    "bittensor.netuid": flags.netuid,
    "bittensor.wallet_name": flags.wallet,
    "bittensor.hotkey_name": flags.hotkey,
    "bittensor.wallet_path": flags.walletPath,
  };
}

/** The network that is meant: the one that is named, else the one the endpoint belongs to, else a local chain. */
export function networkOf({ network, chain_endpoint: endpoint }: ValidatorConfig["bittensor"]): NetworkName {
  if (network !== undefined) return network;
  if (endpoint === undefined) return "finney";
  return NETWORK_NAMES.find((name) => NETWORKS[name].defaultEndpoint === endpoint) ?? "local";
}

function parseNetuid(text: string): number {
  const netuid = Number(text);
  if (/^\d{1,5}$/.test(text) && netuid >= 1 && netuid <= 65_535) return netuid;
  throw new InvalidArgumentError("A subnet is a number from 1 to 65535.");
}
