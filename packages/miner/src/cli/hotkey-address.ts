import { type KeyfileParts, loadHotkey, summariseHotkey } from "@headframe/chain";
import type { BittensorSettings } from "./bittensor-settings.js";

/** SS58 of the configured hotkey; asks for its password only when no public file tells. Throws `WalletError`. */
export async function hotkeyAddress(
  { wallet_path: walletPath, wallet_name: walletName, hotkey_name: hotkeyName }: BittensorSettings,
  parts: KeyfileParts,
): Promise<string> {
  const location = { walletPath, walletName, hotkeyName };
  const { ss58 } = await summariseHotkey(location);
  return ss58 ?? (await loadHotkey(location, parts)).ss58;
}
