import type { Keypair } from "../keys/keypair.js";
import { keypairOfKeyfile } from "./keypair-of-keyfile.js";
import { openKeyfile, type KeyfileParts } from "./open-keyfile.js";
import { hotkeyFile, type HotkeyLocation, type WalletFile } from "./wallet-paths.js";

/**
 * Loads a hotkey from a wallet as btcli writes it, derives it anew and compares it with the address in the
 * file. Permissions wider than 0600 are a warning. Throws `WalletError`.
 */
export async function loadHotkey(location: HotkeyLocation, parts: KeyfileParts = {}): Promise<Keypair> {
  const file: WalletFile = { path: hotkeyFile(location), kind: "hotkey" };
  return keypairOfKeyfile(await openKeyfile(file, parts), file);
}
