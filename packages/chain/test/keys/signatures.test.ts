import { sr25519Sign as signInJavaScript, sr25519Verify as verifyInJavaScript } from "@polkadot/util-crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keypairFromSeed, keypairFromUri, SIGNATURE_SCHEMES, verifySignature } from "../../src/index.js";
import { sr25519FromSeed } from "../../src/keys/sr25519.js";
import { ALICE, ALICE_ED25519, bytes, hex, SIGNED_TEXT } from "../golden.js";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("verifying a signature", () => {
  it("accepts what Bittensor's own code signed", () => {
    const { sr25519, ed25519 } = SIGNED_TEXT;
    expect(verifySignature("sr25519", bytes(ALICE.publicKey), text(SIGNED_TEXT.text), bytes(sr25519))).toBe(
      true,
    );
    expect(
      verifySignature(
        "ed25519",
        bytes(ALICE_ED25519.publicKey),
        text(SIGNED_TEXT.ed25519Text),
        bytes(ed25519),
      ),
    ).toBe(true);
  });

  it("reproduces the ed25519 signature", () => {
    const pair = keypairFromUri("//Alice", "ed25519");
    expect(hex(pair.sign(text(SIGNED_TEXT.ed25519Text)))).toBe(SIGNED_TEXT.ed25519);
  });

  it.each(SIGNATURE_SCHEMES)("refuses a flipped bit anywhere in a signature (%s)", (scheme) => {
    const pair = keypairFromSeed(new Uint8Array(32).fill(1), scheme);
    const message = text("message");
    const signature = pair.sign(message);
    for (let bit = 0; bit < 512; bit++) {
      const changed = Uint8Array.from(signature);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifySignature(scheme, pair.publicKey, message, changed), `bit ${bit}`).toBe(false);
    }
  });

  it.each(SIGNATURE_SCHEMES)("refuses another message, another key and the other scheme (%s)", (scheme) => {
    const pair = keypairFromSeed(new Uint8Array(32).fill(1), scheme);
    const other = keypairFromSeed(new Uint8Array(32).fill(2), scheme);
    const message = text("message");
    const signature = pair.sign(message);
    const otherScheme = scheme === "sr25519" ? "ed25519" : "sr25519";
    expect(verifySignature(scheme, pair.publicKey, message, signature)).toBe(true);
    expect(verifySignature(scheme, pair.publicKey, text("massage"), signature)).toBe(false);
    expect(verifySignature(scheme, other.publicKey, message, signature)).toBe(false);
    expect(verifySignature(otherScheme, pair.publicKey, message, signature)).toBe(false);
  });

  it("refuses an sr25519 signature without schnorrkel's marker bit", () => {
    const pair = keypairFromSeed(new Uint8Array(32).fill(1));
    const message = text("message");
    const unmarked = pair.sign(message);
    unmarked[63] = (unmarked[63] ?? 0) & 0x7f;
    expect(verifySignature("sr25519", pair.publicKey, message, unmarked)).toBe(false);
  });

  it("does not accept a message wrapped as browser extensions wrap it", () => {
    const pair = keypairFromSeed(new Uint8Array(32).fill(1));
    const signature = pair.sign(text("<Bytes>message</Bytes>"));
    expect(verifySignature("sr25519", pair.publicKey, text("message"), signature)).toBe(false);
  });

  it("agrees with the library's slow implementation in both directions", () => {
    const { publicKey, secretKey } = sr25519FromSeed(new Uint8Array(32).fill(5));
    const message = text("message");
    const ours = keypairFromSeed(new Uint8Array(32).fill(5)).sign(message);
    expect(verifyInJavaScript(message, ours, publicKey)).toBe(true);
    expect(
      verifySignature("sr25519", publicKey, message, signInJavaScript(message, { publicKey, secretKey })),
    ).toBe(true);
  });

  it("never throws, whatever the bytes, and answers false for wrong lengths", () => {
    const any = fc.uint8Array({ maxLength: 96 });
    fc.assert(
      fc.property(
        fc.constantFrom(...SIGNATURE_SCHEMES),
        any,
        any,
        any,
        (scheme, publicKey, message, signature) => {
          fc.pre(publicKey.length !== 32 || signature.length !== 64);
          expect(verifySignature(scheme, publicKey, message, signature)).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
    const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const signature64 = fc.uint8Array({ minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(
        fc.constantFrom(...SIGNATURE_SCHEMES),
        key32,
        signature64,
        (scheme, publicKey, signature) => {
          // Keys of small order verify some signatures that nobody made: no matter here, the answer is what counts.
          expect(typeof verifySignature(scheme, publicKey, text("message"), signature)).toBe("boolean");
        },
      ),
      { numRuns: 200 },
    );
  });
});
