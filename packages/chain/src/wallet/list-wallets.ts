import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage, silentLogger } from "@headframe/kit";
import { encodeAddress } from "../keys/address.js";
import { keypairOfKeyfile } from "./keypair-of-keyfile.js";
import { readColdkeyPublic } from "./coldkey-public.js";
import { WalletError, type KeyfileEncryption } from "./errors.js";
import { parseKeyfile, type Keyfile } from "./keyfile.js";
import { encryptionOf } from "./open-keyfile.js";
import { readWalletFile } from "./read-wallet-file.js";
import {
  hotkeyFile,
  hotkeyPublicFile,
  PUBLIC_SUFFIX,
  walletsFolder,
  type HotkeyLocation,
} from "./wallet-paths.js";

/** A hotkey as its files show it, without any password. */
export interface HotkeySummary {
  readonly name: string;
  readonly path: string;
  /** SS58; absent when no readable file tells. */
  readonly ss58?: string;
  /** Absent when the file is not encrypted. */
  readonly encryption?: KeyfileEncryption;
}

/** A hotkey in a list. */
export interface ListedHotkey extends HotkeySummary {
  /** Why the file cannot be used, if it cannot. */
  readonly problem?: string;
}

/** A wallet as its files show it. The coldkey's own file is never opened. */
export interface WalletSummary {
  readonly name: string;
  /** SS58; absent when there is no readable `coldkeypub.txt`. */
  readonly coldkey?: string;
  readonly hotkeys: readonly ListedHotkey[];
}

/** All wallets of a folder, in the order of their names. Throws `wallet/not-found` when there is no such folder. */
export async function listWallets(walletPath?: string): Promise<readonly WalletSummary[]> {
  const folder = walletsFolder(walletPath);
  const wallets: WalletSummary[] = [];
  for (const name of await folderNames(folder)) {
    const coldkey = await coldkeyAddress({ walletPath: folder, walletName: name });
    const hotkeys: ListedHotkey[] = [];
    for (const hotkeyName of await hotkeyNames(join(folder, name, "hotkeys"))) {
      hotkeys.push(await summariseOrExplain({ walletPath: folder, walletName: name, hotkeyName }));
    }
    wallets.push({ name, ...(coldkey !== undefined && { coldkey }), hotkeys });
  }
  return wallets;
}

/** What a hotkey's files show. Throws a `WalletError` for a file that is missing or cannot be used. */
export async function summariseHotkey(location: HotkeyLocation): Promise<HotkeySummary> {
  const path = hotkeyFile(location);
  const named = { name: location.hotkeyName, path };
  const contents = await readWalletFile({ path, kind: "hotkey" }, silentLogger);
  const encryption = encryptionOf(contents);
  if (encryption !== undefined) {
    const ss58 = await declaredAddress(location);
    return { ...named, encryption, ...(ss58 !== undefined && { ss58 }) };
  }
  const file = { path, kind: "hotkey" } as const;
  return { ...named, ss58: keypairOfKeyfile(parseKeyfile(contents, file), file).ss58 };
}

/** {@link summariseHotkey} for a list, which one bad file does not end. */
async function summariseOrExplain(location: HotkeyLocation): Promise<ListedHotkey> {
  try {
    return await summariseHotkey(location);
  } catch (error) {
    if (!(error instanceof WalletError) || error.code === "wallet/not-found") throw error;
    return { name: location.hotkeyName, path: hotkeyFile(location), problem: errorMessage(error) };
  }
}

/** What the public file of a hotkey says, if there is one. */
async function declaredAddress(location: HotkeyLocation): Promise<string | undefined> {
  const file = { path: hotkeyPublicFile(location), kind: "hotkeypub" } as const;
  try {
    return addressOf(parseKeyfile(await readWalletFile(file, silentLogger), file));
  } catch (error) {
    if (error instanceof WalletError) return undefined; // The file is a courtesy of newer wallets.
    throw error;
  }
}

function addressOf({ ss58Address, publicKey }: Keyfile): string | undefined {
  return ss58Address ?? (publicKey && encodeAddress(publicKey));
}

async function coldkeyAddress(location: Omit<HotkeyLocation, "hotkeyName">): Promise<string | undefined> {
  try {
    return (await readColdkeyPublic(location)).ss58;
  } catch (error) {
    if (error instanceof WalletError) return undefined; // Many machines hold hotkeys only.
    throw error;
  }
}

async function folderNames(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .toSorted();
  } catch (cause) {
    throw new WalletError(
      { code: "wallet/not-found", path: folder },
      `there is no folder of wallets at ${folder}`,
      { cause, hint: "name another one with --wallet-path, or make a hotkey: `miner wallet new-hotkey`" },
    );
  }
}

async function hotkeyNames(folder: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch {
    return []; // A wallet without hotkeys has no such folder.
  }
  const isPublicHalf = (name: string): boolean =>
    name.endsWith(PUBLIC_SUFFIX) && names.includes(name.slice(0, -PUBLIC_SUFFIX.length));
  return names.filter((name) => !name.startsWith(".") && !isPublicHalf(name)).toSorted();
}
