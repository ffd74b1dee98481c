import {
  decodeAddress,
  type HotkeySummary,
  type ListedHotkey,
  listWallets,
  readColdkeyPublic,
  summariseHotkey,
  WalletError,
  type WalletLocation,
  type WalletSummary,
} from "@headframe/chain";
import type { Command } from "@headframe/kit/cli";
import { formatFacts } from "../facts.js";
import { formatTable } from "../table.js";
import {
  hotkeyLocation,
  hotkeyOption,
  jsonOption,
  type WalletCommandParts,
  walletNameOption,
  walletPathOption,
} from "./wallet-options.js";

/** `miner wallet list | show`: what the files say, without any password. */
export function addLookCommands(wallet: Command, parts: WalletCommandParts): void {
  const { stdout } = parts.context;
  wallet
    .command("list")
    .description("every hotkey of every wallet")
    .addOption(walletPathOption())
    .addOption(jsonOption())
    .action(async ({ json, ...options }) => {
      const wallets = await listWallets(hotkeyLocation(parts, options).walletPath);
      stdout.write(json === true ? `${JSON.stringify({ wallets }, undefined, 2)}\n` : walletTable(wallets));
    });
  wallet
    .command("show")
    .description("one hotkey: its address, its file, and whether the secret in it belongs to the address")
    .addOption(walletPathOption())
    .addOption(walletNameOption())
    .addOption(hotkeyOption())
    .addOption(jsonOption())
    .action(async ({ json, ...options }) => {
      const location = hotkeyLocation(parts, options);
      const shown = { ...(await summariseHotkey(location)), coldkey: await coldkeyOf(location) };
      stdout.write(
        json === true
          ? `${JSON.stringify({ wallet: location.walletName, ...shown }, undefined, 2)}\n`
          : describeHotkey(location.walletName, shown),
      );
    });
}

function walletTable(wallets: readonly WalletSummary[]): string {
  const rows = wallets.flatMap(({ name, coldkey = "", hotkeys }) =>
    hotkeys.length === 0
      ? [[name, "", "", coldkey, "no hotkeys"]]
      : hotkeys.map((hotkey) => [name, hotkey.name, hotkey.ss58 ?? "", coldkey, stateOf(hotkey)]),
  );
  // The state last: it may be a sentence about what is wrong with the file.
  return formatTable(["WALLET", "HOTKEY", "ADDRESS", "COLDKEY", "STATE"], rows);
}

function stateOf({ encryption, problem }: ListedHotkey): string {
  if (problem !== undefined) return problem;
  return encryption === undefined ? "plain" : `encrypted (${encryption})`;
}

function describeHotkey(
  wallet: string,
  { coldkey, ...hotkey }: HotkeySummary & { readonly coldkey?: string | undefined },
): string {
  const { name, path, ss58 } = hotkey;
  return formatFacts([
    ["hotkey", `${name} of wallet ${wallet}`],
    ["address", ss58 ?? "unknown without the password"],
    ["public key", ss58 === undefined ? "" : `0x${Buffer.from(decodeAddress(ss58)).toString("hex")}`],
    ["coldkey", coldkey ?? "no coldkeypub.txt"],
    ["file", path],
    ["state", stateOf(hotkey)],
  ]);
}

async function coldkeyOf(location: WalletLocation): Promise<string | undefined> {
  try {
    return (await readColdkeyPublic(location)).ss58;
  } catch (error) {
    // Most machines of a miner keep no trace of the coldkey.
    if (error instanceof WalletError && error.code === "wallet/not-found") return undefined;
    throw error;
  }
}
