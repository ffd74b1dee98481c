import { createHmac } from "node:crypto";
import { Secret } from "@headframe/kit";
import { deriveKey, JwtSigner, JwtVerifier, secretKey, VALIDATOR_SESSION_INFO } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { SECRET } from "../support/executor-server.js";

const SALT = Buffer.alloc(32, 7);

describe("secretKey", () => {
  it("refuses a secret of 31 bytes and takes one of 32", () => {
    expect(() => secretKey(new Secret("x".repeat(31)))).toThrow(
      "a secret of 31 bytes is too short for HS256",
    );
    expect(secretKey(new Secret("x".repeat(32))).symmetricKeySize).toBe(32);
  });
});

describe("deriveKey", () => {
  it("gives the same key for the same secret, purpose and salt, and another for any other", () => {
    const purpose = { info: VALIDATOR_SESSION_INFO, salt: SALT };
    const key = deriveKey(SECRET, purpose);
    expect(key.equals(deriveKey(SECRET, purpose))).toBe(true);
    expect(key.equals(deriveKey(SECRET, { ...purpose, info: "another" }))).toBe(false);
    expect(key.equals(deriveKey(SECRET, { ...purpose, salt: Buffer.alloc(32, 8) }))).toBe(false);
    expect(key.equals(deriveKey(new Secret(`${SECRET.reveal()}!`), purpose))).toBe(false);
    expect(key.equals(secretKey(SECRET))).toBe(false);
  });

  it("is HKDF-SHA256", () => {
    // RFC 5869, written out: PRK = HMAC(salt, secret); the first block of output = HMAC(PRK, info | 0x01).
    const prk = createHmac("sha256", SALT).update(SECRET.reveal()).digest();
    const expected = createHmac("sha256", prk).update("some purpose\x01").digest();
    expect(deriveKey(SECRET, { info: "some purpose", salt: SALT }).export()).toEqual(expected);
  });

  it("keeps who knows only the secret from making a session token", () => {
    const sessions = new JwtVerifier({
      keys: [deriveKey(SECRET, { info: VALIDATOR_SESSION_INFO, salt: SALT })],
      issuer: "headframe-miner",
      audience: "axon",
    });
    const claims = { subject: "5Validator", audience: "axon", scope: ["a/B"], lifetimeMs: 60_000 };
    const guesses = [
      secretKey(SECRET),
      deriveKey(SECRET, { info: VALIDATOR_SESSION_INFO, salt: Buffer.alloc(0) }),
    ];
    for (const key of guesses) {
      const { token } = new JwtSigner({ key, issuer: "headframe-miner" }).sign(claims);
      expect(() => sessions.verify(token, "a/B")).toThrow("another secret");
    }
  });
});
