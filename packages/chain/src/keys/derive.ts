import {
  keyExtractSuri,
  keyFromPath,
  mnemonicGenerate,
  mnemonicToMiniSecret,
  mnemonicValidate,
} from "@polkadot/util-crypto";
import { encodeAddress } from "./address.js";
import { ed25519FromSeed, signEd25519 } from "./ed25519.js";
import type { Keypair } from "./keypair.js";
import type { SignatureScheme } from "./scheme.js";
import {
  deriveSr25519,
  signSr25519,
  sr25519FromPrivateKey,
  sr25519FromSeed,
  sr25519ToPrivateKey,
  type Sr25519Secret,
} from "./sr25519.js";

/** What `//Alice` and its like are derived from when no phrase precedes the path. Known to everybody. */
const DEVELOPMENT_PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

/** The key of a 32-byte seed. */
export function keypairFromSeed(seed: Uint8Array, scheme: SignatureScheme = "sr25519"): Keypair {
  if (scheme === "sr25519") return sr25519Keypair(sr25519FromSeed(seed));
  const secret = ed25519FromSeed(seed);
  return keypair(scheme, secret.publicKey, (message) => signEd25519(secret, message));
}

/**
 * The key of a keyfile's `privateKey`: 64 bytes for sr25519 (schnorrkel's canonical form), 32 for ed25519.
 * Throws `RangeError` for other lengths and for bytes that are no scalar.
 */
export function keypairFromPrivateKey(privateKey: Uint8Array, scheme: SignatureScheme = "sr25519"): Keypair {
  return scheme === "sr25519"
    ? sr25519Keypair(sr25519FromPrivateKey(privateKey))
    : keypairFromSeed(privateKey, scheme);
}

/** Whether `phrase` is a BIP-39 phrase of English words with a right checksum. */
export function isMnemonic(phrase: string): boolean {
  return mnemonicValidate(phrase);
}

/** A new BIP-39 phrase of 12 English words: 128 bits from the system's source of randomness. */
export function generateMnemonic(): string {
  return mnemonicGenerate(12);
}

/** The 32-byte seed of a BIP-39 phrase, without a password. The same for both schemes. */
export function seedFromMnemonic(phrase: string): Uint8Array {
  return mnemonicToMiniSecret(phrase);
}

/** What a keyfile's `privateKey` holds for a seed: see {@link keypairFromPrivateKey}. */
export function privateKeyFromSeed(seed: Uint8Array, scheme: SignatureScheme = "sr25519"): Uint8Array {
  return scheme === "sr25519" ? sr25519ToPrivateKey(sr25519FromSeed(seed)) : seed;
}

/** The key of a BIP-39 phrase, without a password, as every Substrate wallet derives it. */
export function keypairFromMnemonic(phrase: string, scheme: SignatureScheme = "sr25519"): Keypair {
  return keypairFromSeed(seedFromMnemonic(phrase), scheme);
}

/**
 * The key of a secret URI: an optional phrase or 0x-seed, then `/soft` and `//hard` derivations. Without a phrase
 * it is a development key such as `//Alice`, known to everybody: for development chains only.
 * Throws a plain `Error` when the URI cannot be read.
 */
export function keypairFromUri(uri: string, scheme: SignatureScheme = "sr25519"): Keypair {
  const { password, path, phrase } = keyExtractSuri(uri.startsWith("/") ? DEVELOPMENT_PHRASE + uri : uri);
  const seed = phrase.startsWith("0x")
    ? Uint8Array.from(Buffer.from(phrase.slice(2), "hex"))
    : mnemonicToMiniSecret(phrase, password);
  if (scheme === "sr25519") return sr25519Keypair(deriveSr25519(sr25519FromSeed(seed), path));
  const { secretKey } = keyFromPath(ed25519Root(seed), path, scheme);
  return keypairFromSeed(secretKey.slice(0, 32), scheme);
}

/** The pair in the shape that path derivation takes: secret = seed, then public key. */
function ed25519Root(seed: Uint8Array): { secretKey: Uint8Array; publicKey: Uint8Array } {
  const { publicKey } = ed25519FromSeed(seed);
  return { secretKey: Uint8Array.from([...seed, ...publicKey]), publicKey };
}

function sr25519Keypair(secret: Sr25519Secret): Keypair {
  return keypair("sr25519", secret.publicKey, (message) => signSr25519(secret, message));
}

function keypair(scheme: SignatureScheme, publicKey: Uint8Array, sign: Keypair["sign"]): Keypair {
  return Object.freeze({ ss58: encodeAddress(publicKey), publicKey, scheme, sign });
}
