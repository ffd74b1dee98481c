import { homedir } from "node:os";
import path from "node:path";
import { WalletError } from "./errors.js";

/** Where btcli keeps wallets. */
export const DEFAULT_WALLET_PATH = "~/.bittensor/wallets";

/** What the name of a hotkey's public file has more than that of its secret one. */
export const PUBLIC_SUFFIX = "pub.txt";

/** A file of a wallet, and which of them it is. */
export interface WalletFile {
  /** Absolute. */
  readonly path: string;
  readonly kind: "hotkey" | "hotkeypub" | "coldkey" | "coldkeypub";
}

/** Names a hotkey's file. */
export interface HotkeyLocation {
  /** Folder of all wallets; a leading `~` is the home folder. Default: {@link DEFAULT_WALLET_PATH}. */
  readonly walletPath?: string | undefined;
  readonly walletName: string;
  readonly hotkeyName: string;
}

/** Names a wallet. */
export type WalletLocation = Omit<HotkeyLocation, "hotkeyName">;

/** File of a hotkey. Throws `wallet/invalid-name` for a name that would lead out of the wallet. */
export function hotkeyFile({ walletPath, walletName, hotkeyName }: HotkeyLocation): string {
  return path.join(walletFolder({ walletPath, walletName }), "hotkeys", checkedName("hotkey", hotkeyName));
}

/** File of a hotkey's public half, which wallets before btwallet 3.1 do not have. Throws as {@link hotkeyFile}. */
export function hotkeyPublicFile(location: HotkeyLocation): string {
  return `${hotkeyFile(location)}${PUBLIC_SUFFIX}`;
}

/** File of a coldkey, which only a registration needs. Throws as {@link hotkeyFile}. */
export function coldkeyFile(location: WalletLocation): string {
  return path.join(walletFolder(location), "coldkey");
}

/** File of a coldkey's public half. Throws as {@link hotkeyFile}. */
export function coldkeyPublicFile(location: WalletLocation): string {
  return path.join(walletFolder(location), "coldkeypub.txt");
}

/** Folder of all wallets, absolute. */
export function walletsFolder(walletPath: string = DEFAULT_WALLET_PATH): string {
  return path.resolve(walletPath.replace(/^~(?=\/|$)/, homedir()));
}

function walletFolder({ walletPath, walletName }: WalletLocation): string {
  return path.join(walletsFolder(walletPath), checkedName("wallet", walletName));
}

function checkedName(kind: "wallet" | "hotkey", name: string): string {
  if (name === "" || name === "." || name === ".." || /[/\\\0]/.test(name)) {
    throw new WalletError({ code: "wallet/invalid-name", name }, `"${name}" is not the name of a ${kind}`, {
      hint: `give the plain name shown by "btcli wallet list"; the folder belongs in the wallet path`,
    });
  }
  return name;
}
