import { errorMessage } from "@headframe/kit";
import { isAddress } from "../keys/address.js";
import { keypairFromMnemonic, keypairFromPrivateKey, keypairFromSeed } from "../keys/derive.js";
import type { Keypair } from "../keys/keypair.js";
import type { SignatureScheme } from "../keys/scheme.js";
import { WalletError } from "./errors.js";
import { invalidFormat, type Keyfile, type KeyfileSecret } from "./keyfile.js";
import type { WalletFile } from "./wallet-paths.js";

/** An ed25519 `privateKey` is its seed. */
const PRIVATE_KEY_BYTES = { sr25519: 64, ed25519: 32 } satisfies Record<SignatureScheme, number>;

/** Derives the key anew and compares it with what the file declares. Throws {@link WalletError}. */
export function keypairOfKeyfile(keyfile: Keyfile, file: WalletFile): Keypair {
  const { secret } = keyfile;
  const { path, kind } = file;
  if (!secret) {
    if (!holdsPublicKey(keyfile)) {
      throw invalidFormat(file, "it holds neither a secretPhrase, nor a secretSeed, nor a privateKey");
    }
    throw new WalletError(
      { code: "wallet/public-only", path },
      `Failed to load ${kind}: ${path} holds only the public half of a key`,
      { hint: "point hotkey_name at the file with the secret, in the wallet's hotkeys folder" },
    );
  }
  for (const scheme of schemesToTry(keyfile)) {
    const keypair = derive(secret, scheme, file);
    if (keypair && isDeclared(keypair, keyfile)) return keypair;
  }
  const expected = keyfile.ss58Address ?? "the public key in the file";
  throw new WalletError(
    { code: "wallet/address-mismatch", path, expected },
    `Failed to load ${kind}: the secret in ${path} does not belong to ${expected}`,
    { hint: "restore the file from a backup, or rebuild it from its phrase: `miner wallet regen`" },
  );
}

function holdsPublicKey({ publicKey, ss58Address }: Keyfile): boolean {
  return publicKey !== undefined || (ss58Address !== undefined && isAddress(ss58Address));
}

/** Files from before `cryptoType` may be of either scheme: the address tells, and without one it is sr25519. */
function schemesToTry({ scheme = "sr25519", ss58Address, publicKey }: Keyfile): readonly SignatureScheme[] {
  if (ss58Address === undefined && publicKey === undefined) return [scheme];
  return scheme === "sr25519" ? ["sr25519", "ed25519"] : ["ed25519", "sr25519"];
}

function isDeclared(keypair: Keypair, { ss58Address, publicKey }: Keyfile): boolean {
  if (ss58Address !== undefined && ss58Address !== keypair.ss58) return false;
  return publicKey === undefined || Buffer.compare(publicKey, keypair.publicKey) === 0;
}

/** `undefined` when the secret cannot be one of `scheme`. */
function derive(secret: KeyfileSecret, scheme: SignatureScheme, file: WalletFile): Keypair | undefined {
  if (secret.kind === "private-key" && secret.privateKey.length !== PRIVATE_KEY_BYTES[scheme]) {
    return undefined;
  }
  try {
    return keypairFromSecret(secret, scheme);
  } catch (error) {
    throw invalidFormat(file, errorMessage(error), error);
  }
}

/** The key of a secret. Throws `RangeError` for a private key that is none of `scheme`. */
export function keypairFromSecret(secret: KeyfileSecret, scheme: SignatureScheme): Keypair {
  switch (secret.kind) {
    case "phrase":
      return keypairFromMnemonic(secret.phrase, scheme);
    case "seed":
      return keypairFromSeed(secret.seed, scheme);
    case "private-key":
      return keypairFromPrivateKey(secret.privateKey, scheme);
  }
}
