import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** An Ed25519 key pair that signs the frames of one side (GPOW-1 section 2). The secret stays inside. */
export interface SessionKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64-byte signature over `digest`. */
  sign(digest: Uint8Array): Uint8Array;
}

// RFC 8410: the fixed beginning of an Ed25519 key in DER, before its 32 bytes.
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");

/** A fresh key from the system's random source. */
export function createSessionKey(): SessionKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return toSessionKey(privateKey, publicKey);
}

/** The key pair of a 32-byte Ed25519 seed. */
export function sessionKeyFromSeed(seed: Uint8Array): SessionKey {
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return toSessionKey(privateKey, createPublicKey(privateKey));
}

function toSessionKey(privateKey: KeyObject, publicKey: KeyObject): SessionKey {
  const spki = publicKey.export({ format: "der", type: "spki" });
  return {
    publicKey: new Uint8Array(spki.subarray(SPKI_PREFIX.length)),
    sign: (digest) => new Uint8Array(sign(null, digest, privateKey)),
  };
}

const CACHED_KEYS_LIMIT = 256;
const cachedKeys = new Map<string, KeyObject>();

/**
 * Whether `signature` is right by the rule of section 3, which is the rule of OpenSSL 3.
 *
 * A key that is no point of the curve makes every signature wrong. Key objects of recent keys are kept: making one
 * costs about as much as the check.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, message, toKeyObject(publicKey), signature);
  } catch {
    // OpenSSL refuses to work with a key that is no point of the curve; the rule says: wrong.
    return false;
  }
}

function toKeyObject(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString("latin1");
  const known = cachedKeys.get(name);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
  if (cachedKeys.size >= CACHED_KEYS_LIMIT) {
    const oldest = cachedKeys.keys().next();
    if (!oldest.done) cachedKeys.delete(oldest.value);
  }
  cachedKeys.set(name, key);
  return key;
}
