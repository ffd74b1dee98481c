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
 * A key of its own for one purpose, by HKDF-SHA256 without salt: who knows the shared secret only through another
 * derived key cannot make this one.
 *
 * @throws {AuthError} `auth/weak-secret` below 32 bytes.
 */
export function deriveKey(secret: Secret, info: string): KeyObject {
  const derived = hkdfSync("sha256", secretBytes(secret), Buffer.alloc(0), info, DERIVED_KEY_BYTES);
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
