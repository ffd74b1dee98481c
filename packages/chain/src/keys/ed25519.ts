import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";

/** DER around a raw key (RFC 8410, sections 4 and 7): the only way in that Node 20 offers for both halves. */
const PRIVATE_KEY_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_KEY_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** An Ed25519 secret, held by Node, and its public key. */
export interface Ed25519Secret {
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** The key of a 32-byte seed (RFC 8032, section 5.1.5). */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Secret {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`);
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_KEY_PREFIX, seed]),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return { privateKey, publicKey: Uint8Array.from(spki.subarray(PUBLIC_KEY_PREFIX.length)) };
}

/** Signs as RFC 8032 says: the same signature every time. */
export function signEd25519(secret: Ed25519Secret, message: Uint8Array): Uint8Array {
  return Uint8Array.from(sign(null, message, secret.privateKey));
}

/** Verifies with OpenSSL's rule: cofactorless, S < L, R canonical. Lengths are the caller's to check. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_KEY_PREFIX, publicKey]),
    format: "der",
    type: "spki",
  });
  return verify(null, message, key, signature);
}
