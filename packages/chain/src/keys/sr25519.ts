import {
  sr25519Agree,
  sr25519DeriveKeypairHard,
  sr25519DeriveKeypairSoft,
  sr25519KeypairFromSeed,
  sr25519Sign,
  sr25519Verify,
  waitReady,
} from "@polkadot/wasm-crypto";

// Awaited here, so that everything which imports this module can sign and verify synchronously. It takes
// some ten milliseconds once and reads nothing from outside. Why wasm: docs/decisions/0101.
if (!(await waitReady())) {
  throw new Error("sr25519 is not available: WebAssembly could not be started");
}

const SECRET_BYTES = 64;

/** Public key of the ristretto255 base point (RFC 9496, section 4). */
const BASE_POINT = Uint8Array.from(
  Buffer.from("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76", "hex"),
);

/** A secret in the form that signing takes: scalar × 8, then the nonce seed; and its public key. */
export interface Sr25519Secret {
  /** 64 bytes. */
  readonly secretKey: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** One step of a secret URI's path: `/soft` or `//hard`. */
export interface DerivationStep {
  readonly isHard: boolean;
  /** 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** Expands a 32-byte seed, as `secretSeed` of a keyfile or a phrase yields it. */
export function sr25519FromSeed(seed: Uint8Array): Sr25519Secret {
  return toSecret(sr25519KeypairFromSeed(seed));
}

/** The secret at the end of a path that begins with `root`. */
export function deriveSr25519(root: Sr25519Secret, path: readonly DerivationStep[]): Sr25519Secret {
  let pair: Uint8Array = Uint8Array.from([...root.secretKey, ...root.publicKey]);
  for (const { isHard, chainCode } of path) {
    pair = (isHard ? sr25519DeriveKeypairHard : sr25519DeriveKeypairSoft)(pair, chainCode);
  }
  return toSecret(pair);
}

function toSecret(pair: Uint8Array): Sr25519Secret {
  return { secretKey: pair.slice(0, SECRET_BYTES), publicKey: pair.slice(SECRET_BYTES) };
}

/**
 * Converts the 64-byte `privateKey` of a keyfile. That is schnorrkel's canonical form; signing takes the one
 * expanded like Ed25519's, in which the scalar is multiplied by the cofactor 8. Unconverted it would sign
 * without complaint, and no signature would verify.
 */
export function sr25519FromPrivateKey(privateKey: Uint8Array): Sr25519Secret {
  if (privateKey.length !== SECRET_BYTES) {
    throw new RangeError(`an sr25519 private key has ${SECRET_BYTES} bytes, not ${privateKey.length}`);
  }
  const secretKey = Uint8Array.from(privateKey);
  let carry = 0;
  for (let i = 0; i < SECRET_BYTES / 2; i++) {
    const shifted = ((privateKey[i] ?? 0) << 3) | carry;
    secretKey[i] = shifted & 0xff;
    carry = shifted >> 8;
  }
  // Scalars are below 2^253. A larger one cannot be one, and shifting it would lose its highest bits.
  if (carry !== 0) throw new RangeError("the first half of an sr25519 private key is no scalar");
  // Diffie-Hellman with the base point is the public key, by definition of one.
  return { secretKey, publicKey: sr25519Agree(BASE_POINT, secretKey) };
}

/** The opposite of {@link sr25519FromPrivateKey}: what a keyfile holds, 64 bytes. */
export function sr25519ToPrivateKey({ secretKey }: Sr25519Secret): Uint8Array {
  const privateKey = Uint8Array.from(secretKey);
  for (let i = 0; i < SECRET_BYTES / 2; i++) {
    const next = i + 1 < SECRET_BYTES / 2 ? (secretKey[i + 1] ?? 0) : 0;
    privateKey[i] = ((secretKey[i] ?? 0) >> 3) | ((next & 0x07) << 5);
  }
  return privateKey;
}

/** Signs in the context `substrate`. Randomised: two signatures of one message differ. */
export function signSr25519(secret: Sr25519Secret, message: Uint8Array): Uint8Array {
  return sr25519Sign(secret.publicKey, secret.secretKey, message);
}

/**
 * Verifies in the context `substrate`. Lengths are the caller's to check. A signature without schnorrkel's
 * marker (bit 0x80 of its last byte) is refused.
 */
export function verifySr25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return sr25519Verify(signature, message, publicKey);
}
