import { type HotkeyLocation, SIGNATURE_SCHEMES } from "@headframe/chain";
import { type CliContext, type Command, Option } from "@headframe/kit/cli";
import { loadBittensor } from "../bittensor-settings.js";
import type { Terminal } from "../terminal/terminal.js";

/** What the commands about wallets share. */
export interface WalletCommandParts {
  readonly program: Command;
  readonly context: CliContext;
  readonly terminal: Terminal;
}

/** The options of {@link walletPathOption} and its like, as given. */
export interface WalletOptions {
  readonly walletPath?: string | undefined;
  readonly walletName?: string | undefined;
  readonly hotkey?: string | undefined;
}

export const walletPathOption = () =>
  new Option("--wallet-path <folder>", "folder of all wallets (default: bittensor.wallet_path)");
export const walletNameOption = () =>
  new Option("--wallet-name <name>", "wallet (default: bittensor.wallet_name)");
export const hotkeyOption = () =>
  new Option("--hotkey <name>", "hotkey of the wallet (default: bittensor.hotkey_name)");
export const passwordFileOption = () =>
  new Option(
    "--password-file <file>",
    "password of an encrypted key (default: btcli's BT_PW_… variable, else asked for)",
  );
export const schemeOption = () =>
  new Option("--scheme <scheme>", "how the key signs").choices(SIGNATURE_SCHEMES).default("sr25519" as const);
export const jsonOption = () => new Option("--json", "as JSON");

/** Which hotkey is meant. */
export function hotkeyLocation(
  { program, context }: WalletCommandParts,
  { walletPath, walletName, hotkey }: WalletOptions,
): HotkeyLocation {
  const settings = loadBittensor(program, context, {
    wallet_path: walletPath,
    wallet_name: walletName,
    hotkey_name: hotkey,
  });
  return {
    walletPath: settings.wallet_path,
    walletName: settings.wallet_name,
    hotkeyName: settings.hotkey_name,
  };
}
