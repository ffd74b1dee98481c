import { verifyEd25519 } from "./ed25519.js";
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type SignatureScheme } from "./scheme.js";
import { verifySr25519 } from "./sr25519.js";

const VERIFY = {
  sr25519: verifySr25519,
  ed25519: verifyEd25519,
} satisfies Record<SignatureScheme, typeof verifySr25519>;

/**
 * Whether `signature` (64 bytes) is the one of `publicKey` (32 bytes) over `message`, under exactly the scheme
 * named: never try both, since a caller who accepts either accepts the weaker. Never throws; anything of a
 * wrong length is simply not a signature.
 */
export function verifySignature(
  scheme: SignatureScheme,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  return VERIFY[scheme](publicKey, message, signature);
}
