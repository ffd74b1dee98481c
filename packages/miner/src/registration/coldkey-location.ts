import type { WalletLocation } from "@headframe/chain";
import type { MinerConfig } from "../config/schema.js";

/** The wallet whose coldkey owns the hotkey: `coldkey_name`, or the hotkey's own wallet. */
export function coldkeyLocation(bittensor: MinerConfig["bittensor"]): WalletLocation {
  const { wallet_path: walletPath, wallet_name, coldkey_name } = bittensor;
  return { walletPath, walletName: coldkey_name === "default" ? wallet_name : coldkey_name };
}
