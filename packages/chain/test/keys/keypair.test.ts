import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  isMnemonic,
  keypairFromMnemonic,
  keypairFromPrivateKey,
  keypairFromSeed,
  keypairFromUri,
  SIGNATURE_SCHEMES,
  verifySignature,
} from "../../src/index.js";
import { sr25519FromPrivateKey } from "../../src/keys/sr25519.js";
import { ALICE, ALICE_ED25519, BOB, bytes, DEVELOPMENT_PHRASE, hex, PRIVATE_KEYS } from "../golden.js";

const MESSAGE = Buffer.from("any bytes at all");

describe("a keypair", () => {
  it.each(PRIVATE_KEYS)(
    "comes out of a keyfile's private key ($ss58) and signs with it",
    ({ ss58, keyfile, expanded }) => {
      expect(hex(sr25519FromPrivateKey(bytes(keyfile)).secretKey)).toBe(expanded);
      const pair = keypairFromPrivateKey(bytes(keyfile));
      expect(pair.ss58).toBe(ss58);
      expect(verifySignature("sr25519", pair.publicKey, MESSAGE, pair.sign(MESSAGE))).toBe(true);
    },
  );

  it("comes out of a phrase and of the seed of that phrase", () => {
    expect(keypairFromMnemonic(DEVELOPMENT_PHRASE.phrase).ss58).toBe(DEVELOPMENT_PHRASE.ss58);
    expect(keypairFromSeed(bytes(DEVELOPMENT_PHRASE.seed)).ss58).toBe(DEVELOPMENT_PHRASE.ss58);
  });

  it.each([
    ["//Alice", "sr25519", ALICE.ss58],
    ["//Bob", "sr25519", BOB.ss58],
    ["//Alice", "ed25519", ALICE_ED25519.ss58],
    [DEVELOPMENT_PHRASE.phrase, "sr25519", DEVELOPMENT_PHRASE.ss58],
    [ALICE_ED25519.seed, "ed25519", ALICE_ED25519.ss58],
  ] as const)("comes out of the secret URI %s (%s)", (uri, scheme, ss58) => {
    expect(keypairFromUri(uri, scheme).ss58).toBe(ss58);
  });

  it("takes a 32-byte private key of ed25519 as its seed", () => {
    expect(keypairFromPrivateKey(bytes(ALICE_ED25519.seed), "ed25519").ss58).toBe(ALICE_ED25519.ss58);
  });

  it.each([
    ["63 bytes", new Uint8Array(63)],
    ["a first half that is no scalar", new Uint8Array(64).fill(0xff)],
  ])("does not come out of a private key of %s", (_what, privateKey) => {
    expect(() => keypairFromPrivateKey(privateKey)).toThrow(RangeError);
  });

  it.each(SIGNATURE_SCHEMES)("shows its secret to nobody (%s)", (scheme) => {
    const seed = new Uint8Array(32).fill(0xa7);
    const pair = keypairFromSeed(seed, scheme);
    const shown = `${inspect(pair, { depth: 9, showHidden: true })} ${JSON.stringify(pair)}`;
    expect(shown).not.toContain("a7a7");
    expect(shown).not.toContain("167, 167");
  });
});

describe("a phrase", () => {
  it.each([
    [DEVELOPMENT_PHRASE.phrase, true],
    [DEVELOPMENT_PHRASE.phrase.replace("walk", "drive"), false],
    [DEVELOPMENT_PHRASE.phrase.replace(" walk", ""), false],
    ["", false],
  ])("%j is one: %s", (phrase, expected) => {
    expect(isMnemonic(phrase)).toBe(expected);
  });
});
