import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  coldkeyFile,
  coldkeyPublicFile,
  formatKeyfile,
  formatPublicKeyfile,
  type Keypair,
  keypairFromSeed,
  writeHotkey,
  writeKeyFile,
} from "@headframe/chain";
import { type Localnet, startLocalnet } from "@headframe/localnet";
import { onTestFinished } from "vitest";
import type { Terminal } from "../../src/cli/terminal/terminal.js";
import { type CommandResult, runCommandLine } from "./run-command.js";
import { temporaryDirectory } from "./temporary.js";

/** The least that a subnet asks: the price does not fall any more while a test runs. */
export const PRICE_RAO = 500_000n;

/** A chain with one subnet, and a wallet whose hotkey is not registered there. */
export interface ChainSetting {
  readonly localnet: Localnet;
  readonly netuid: number;
  readonly walletPath: string;
  readonly hotkey: Keypair;
  /** Has 10 TAO. */
  readonly coldkey: Keypair;
  /** What the commands need to know of all that. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs a `miner` command that knows the chain and the wallet. */
  readonly run: (
    argv: readonly string[],
    env?: Readonly<Record<string, string>>,
    terminal?: Terminal,
  ) => Promise<CommandResult>;
  /** Leaves only the hotkey, as on most machines of miners. */
  readonly removeColdkey: () => Promise<void>;
}

/** Opens one that is gone when the test has finished. */
export async function openChainSetting(): Promise<ChainSetting> {
  const localnet = await startLocalnet();
  onTestFinished(() => localnet.close());
  const owner = keypairFromSeed(new Uint8Array(32).fill(4)).ss58;
  const parameters = { burnRao: PRICE_RAO, servingRateLimitBlocks: 5, immunityPeriodBlocks: 100 };
  const netuid = await localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: owner, parameters });
  const walletPath = join(await temporaryDirectory(), "wallets");
  const location = { walletPath, walletName: "miner", hotkeyName: "default" };
  const secret = (fill: number) => ({ kind: "seed", seed: new Uint8Array(32).fill(fill) }) as const;
  const hotkey = await writeHotkey(location, { secret: secret(21), scheme: "sr25519" });
  await writeKeyFile(coldkeyFile(location), formatKeyfile(secret(22)));
  await writeKeyFile(coldkeyPublicFile(location), formatPublicKeyfile(secret(22)));
  const coldkey = keypairFromSeed(secret(22).seed);
  localnet.dev.fund(coldkey.ss58, 10);
  const settings = {
    HEADFRAME_BITTENSOR__NETWORK: "local",
    HEADFRAME_BITTENSOR__CHAIN_ENDPOINT: localnet.url,
    HEADFRAME_BITTENSOR__NETUID: String(netuid),
    HEADFRAME_BITTENSOR__WALLET_PATH: walletPath,
  };
  return {
    localnet,
    netuid,
    walletPath,
    hotkey,
    coldkey,
    env: settings,
    run: (argv, env = {}, terminal) => runCommandLine(argv, { ...settings, ...env }, terminal),
    removeColdkey: () => rm(coldkeyFile(location)),
  };
}
