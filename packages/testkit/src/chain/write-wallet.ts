import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import {
  coldkeyPublicFile,
  formatKeyfile,
  hotkeyFile,
  keypairFromSeed,
  type HotkeyLocation,
  type Keypair,
  type SignatureScheme,
} from "@headframe/chain";

/** A hotkey to write, and from which seed. */
export interface WalletToWrite extends Required<HotkeyLocation> {
  /** 32 bytes. */
  readonly seed: Uint8Array;
  /** Default sr25519. */
  readonly scheme?: SignatureScheme;
}

/** Writes a wallet as btcli lays it out: the hotkey (mode 0600) and `coldkeypub.txt`. Gives the hotkey. */
export async function writeWallet({
  seed,
  scheme = "sr25519",
  ...location
}: WalletToWrite): Promise<Keypair> {
  await writeKeyfile(location, formatKeyfile(seed, scheme));
  const coldkey = keypairFromSeed(seed.map((byte) => byte ^ 0xff));
  await writeFile(
    coldkeyPublicFile(location),
    JSON.stringify({
      publicKey: `0x${Buffer.from(coldkey.publicKey).toString("hex")}`,
      ss58Address: coldkey.ss58,
    }),
  );
  return keypairFromSeed(seed, scheme);
}

/** Writes any text or bytes where a hotkey belongs. Gives the file's path. */
export async function writeKeyfile(
  location: Required<HotkeyLocation>,
  contents: string | Uint8Array,
  mode = 0o600,
): Promise<string> {
  const file = hotkeyFile(location);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, contents, { mode });
  return file;
}
