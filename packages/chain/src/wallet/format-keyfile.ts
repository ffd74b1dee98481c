import { privateKeyFromSeed, seedFromMnemonic } from "../keys/derive.js";
import type { SignatureScheme } from "../keys/scheme.js";
import type { KeyfileSecret } from "./keyfile.js";
import { keypairFromSecret } from "./keypair-of-keyfile.js";

/** `cryptoType` of btcli's files. */
const CRYPTO_TYPES = { ed25519: 0, sr25519: 1 } satisfies Record<SignatureScheme, number>;

/**
 * The JSON of an unencrypted key file, as btcli writes and reads it, for a secret or a 32-byte seed. It holds the
 * secret: write it with mode 0600 from the first moment.
 */
export function formatKeyfile(
  secret: KeyfileSecret | Uint8Array,
  scheme: SignatureScheme = "sr25519",
): string {
  const known: KeyfileSecret = secret instanceof Uint8Array ? { kind: "seed", seed: secret } : secret;
  return JSON.stringify({
    ...publicFields(known, scheme),
    ...secretFields(known, scheme),
    cryptoType: CRYPTO_TYPES[scheme],
  });
}

/** The JSON of the public half: `coldkeypub.txt`, or a hotkey's `pub.txt`. */
export function formatPublicKeyfile(secret: KeyfileSecret, scheme: SignatureScheme = "sr25519"): string {
  return JSON.stringify({ ...publicFields(secret, scheme), cryptoType: CRYPTO_TYPES[scheme] });
}

function publicFields(secret: KeyfileSecret, scheme: SignatureScheme) {
  const { publicKey, ss58 } = keypairFromSecret(secret, scheme);
  return { accountId: hex(publicKey), publicKey: hex(publicKey), ss58Address: ss58 };
}

function secretFields(secret: KeyfileSecret, scheme: SignatureScheme) {
  if (secret.kind === "private-key") return { privateKey: hex(secret.privateKey) };
  const seed = secret.kind === "seed" ? secret.seed : seedFromMnemonic(secret.phrase);
  return {
    ...(secret.kind === "phrase" && { secretPhrase: secret.phrase }),
    secretSeed: hex(seed),
    privateKey: hex(privateKeyFromSeed(seed, scheme)),
  };
}

function hex(bytes: Uint8Array): string {
  return `0x${Buffer.from(bytes).toString("hex")}`;
}
