import { createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import type { Secret } from "@headframe/kit";
import { AuthError } from "./auth-error.js";

/** RFC 7518, section 3.2: a key for HS256 has at least as many bits as the hash. */
const MIN_SECRET_BYTES = 32;
const DERIVED_KEY_BYTES = 32;

/** `info` of the key that signs validators' session tokens. */
export const VALIDATOR_SESSION_INFO = "headframe/validator-session";

/**
 * A shared secret as a key. Made once: jsonwebtoken is 50 times slower with a string, which it tries to parse first.
 *
 * @throws {AuthError} `auth/weak-secret` below 32 bytes.
 */
export function secretKey(secret: Secret): KeyObject {
  return createSecretKey(secretBytes(secret));
}

/**
 * A key for one purpose, by HKDF-SHA256. Keep `salt` (32 random bytes) where nobody else reads it: whoever knows the
 * secret but not the salt cannot make this key.
 *
 * @throws {AuthError} `auth/weak-secret` below 32 bytes.
 */
export function deriveKey(
  secret: Secret,
  purpose: { readonly info: string; readonly salt: Uint8Array },
): KeyObject {
  const { info, salt } = purpose;
  const derived = hkdfSync("sha256", secretBytes(secret), salt, info, DERIVED_KEY_BYTES);
  return createSecretKey(Buffer.from(derived));
}

function secretBytes(secret: Secret): Buffer {
  const bytes = Buffer.from(secret.reveal(), "utf8");
  if (bytes.length < MIN_SECRET_BYTES) {
    throw new AuthError(
      { code: "auth/weak-secret", lengthBytes: bytes.length },
      `a secret of ${bytes.length} bytes is too short for HS256: it needs ${MIN_SECRET_BYTES}`,
      { hint: "make one with: openssl rand -hex 32" },
    );
  }
  return bytes;
}
