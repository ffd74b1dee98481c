import { WalletError } from "./errors.js";
import { parseKeyfile, type KeyfileSecret } from "./keyfile.js";

/**
 * The secret in a text that a person gave: a phrase, a seed (64 hex digits), a private key (128), or the contents of
 * a key file. Throws `wallet/invalid-secret`, never with a word of the text.
 */
export function readSecret(text: string): KeyfileSecret {
  try {
    const { secret } = parseKeyfile(Buffer.from(text, "utf8"), { path: "the text", kind: "hotkey" });
    if (secret) return secret;
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    // Its sentence is about a file, of which there is none here.
  }
  throw new WalletError(
    { code: "wallet/invalid-secret" },
    "that is no secret of a key: neither a phrase of 12 to 24 words with a right checksum, nor 64 or 128 hexadecimal digits",
    { hint: "give the words in their order with single spaces, as they were shown when the key was made" },
  );
}
