import { describe, expect, it } from "vitest";
import { AddressError, decodeAddress, encodeAddress, isAddress } from "../../src/index.js";
import { ALICE, ALICE_ED25519, BOB, bytes, hex } from "../golden.js";

describe("addresses", () => {
  it.each([ALICE, BOB, ALICE_ED25519])("encodes and decodes $ss58", ({ ss58, publicKey }) => {
    expect(encodeAddress(bytes(publicKey))).toBe(ss58);
    expect(hex(decodeAddress(ss58))).toBe(publicKey);
    expect(isAddress(ss58)).toBe(true);
  });

  it.each([
    ["a mistyped character", `${ALICE.ss58.slice(0, -1)}Z`, "checksum"],
    ["a character that base58 does not have", `${ALICE.ss58.slice(0, -1)}0`, "base58"],
    ["a lost character", ALICE.ss58.slice(0, -1), "length"],
    ["an address of another chain", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", "prefix 0"],
    ["a public key in hex", ALICE.publicKey, "66 characters"],
    ["nothing", "", "length"],
  ])("refuses %s, naming it and the reason", (_what, address, reason) => {
    expect(isAddress(address)).toBe(false);
    expect(() => decodeAddress(address)).toThrow(AddressError);
    expect(() => decodeAddress(address)).toThrow(reason);
    expect(() => decodeAddress(address)).toThrow(`"${address.slice(0, 16)}`);
  });

  it("refuses a text of any length without decoding it", () => {
    const text = "z".repeat(1_000_000);
    expect(() => decodeAddress(text)).toThrow("1000000 characters");
  });

  it("refuses to encode anything but 32 bytes", () => {
    expect(() => encodeAddress(new Uint8Array(33))).toThrow(RangeError);
  });
});
