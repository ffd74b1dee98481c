import { rm } from "node:fs/promises";
import type { Secret } from "@headframe/kit";
import type { Keypair } from "../keys/keypair.js";
import type { SignatureScheme } from "../keys/scheme.js";
import { formatKeyfile, formatPublicKeyfile } from "./format-keyfile.js";
import type { KeyfileSecret } from "./keyfile.js";
import { keypairFromSecret } from "./keypair-of-keyfile.js";
import { sealNacl } from "./nacl-box.js";
import { hotkeyFile, hotkeyPublicFile, type HotkeyLocation } from "./wallet-paths.js";
import { writeKeyFile } from "./write-key-file.js";

/** A hotkey to write, and how. */
export interface HotkeyToWrite {
  readonly secret: KeyfileSecret;
  readonly scheme: SignatureScheme;
  /** Encrypts the file. Default: plain, as btcli leaves hotkeys. */
  readonly password?: Secret | undefined;
  /** Replace a hotkey that is there. Default: refuse. */
  readonly force?: boolean | undefined;
  /** Ends the encryption early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes both files of a hotkey as btcli reads them: the secret one, mode 0600, and `…pub.txt`. Throws
 * `wallet/exists`, `wallet/unwritable`, `wallet/out-of-memory`.
 */
export async function writeHotkey(location: HotkeyLocation, hotkey: HotkeyToWrite): Promise<Keypair> {
  const { secret, scheme, password, force = false, signal } = hotkey;
  const keypair = keypairFromSecret(secret, scheme);
  const json = formatKeyfile(secret, scheme);
  const contents = password ? await sealNacl(Buffer.from(json), password, { signal }) : json;
  const [secretFile, publicFile] = [hotkeyFile(location), hotkeyPublicFile(location)];
  // The secret first: should it fail, both files of a key that was there are as they were.
  await writeKeyFile(secretFile, contents, { force });
  try {
    await writeKeyFile(publicFile, formatPublicKeyfile(secret, scheme), { force });
  } catch (error) {
    // Half of a new key goes again; of a replaced one only the public half, which describes the key before it.
    await rm(force ? publicFile : secretFile, { force: true }).catch(() => undefined); // `error` is the one to tell.
    throw error;
  }
  return keypair;
}
