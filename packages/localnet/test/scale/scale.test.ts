import { TypeRegistry } from "@polkadot/types";
import { compactToU8a } from "@polkadot/util";
import { describe, expect, it } from "vitest";
import { era, eraBirth, eraDeath } from "../../src/runtime/types/era.js";
import { multiAddress } from "../../src/runtime/types/primitives.js";
import { enumeration, struct, variant } from "../../src/scale/composites.js";
import { boundedVec, option, tuple, vec } from "../../src/scale/containers.js";
import { fromHex, toHex, type Hex } from "../../src/scale/hex.js";
import {
  bool,
  bytes,
  compact,
  fixedBytes,
  i128,
  str,
  u128,
  u16,
  u32,
  u64,
  u8,
  wideCompact,
} from "../../src/scale/primitives.js";
import { ScaleError } from "../../src/scale/reader.js";
import { decode, encode, type Type } from "../../src/scale/type.js";

const registry = new TypeRegistry();

describe("SCALE values", () => {
  const boundaries = [
    0n,
    63n,
    64n,
    16_383n,
    16_384n,
    (1n << 30n) - 1n,
    1n << 30n,
    (1n << 56n) - 1n,
    (1n << 64n) - 1n,
  ];

  it.each(boundaries)("encode the compact number %d as the reference library does, and back", (value) => {
    const type = wideCompact(u64);
    expect(toHex(encode(type, value))).toBe(toHex(compactToU8a(value)));
    expect(decode(type, encode(type, value))).toBe(value);
  });

  it.each<readonly [string, Type<unknown>, unknown, Hex]>([
    ["u8", u8, 255, "0xff"],
    ["u16", u16, 39, "0x2700"],
    ["u32", u32, 424, "0xa8010000"],
    ["u128", u128, 1n << 127n, `0x${"00".repeat(15)}80`],
    ["i128", i128, -2n, `0xfe${"ff".repeat(15)}`],
    ["bool", bool, true, "0x01"],
    ["text", str, "TAO", "0x0c54414f"],
    ["bytes", bytes, "0x0102", "0x080102"],
    ["an array", fixedBytes(2), "0xabcd", "0xabcd"],
    ["a list", vec(u16), [1, 2], "0x0801000200"],
    ["nothing", option(u16), undefined, "0x00"],
    ["something", option(u16), 5, "0x010500"],
    ["a tuple", tuple(u8, bool), [7, false], "0x0700"],
    ["a struct", struct("A", { a: u8, b: compact(u32) }), { a: 1, b: 64 }, "0x010101"],
    ["an enum", enumeration("E", { A: variant(3, [u8, u8]) }), { type: "A", value: [1, 2] }, "0x030102"],
    ["an address", multiAddress, { type: "Index", value: 0 }, "0x0100"],
  ])("encode %s, and decode it again", (_what, type, value, hex) => {
    expect(toHex(encode(type, value))).toBe(hex);
    expect(decode(type, fromHex(hex))).toEqual(value);
  });

  it.each<readonly [string, Type<unknown>, Hex]>([
    ["too little", u32, "0x010203"],
    ["too much", u8, "0x0102"],
    ["a boolean of two", bool, "0x02"],
    ["an option of two", option(u8), "0x0200"],
    ["a list that announces more than there is", vec(u8), "0xfeffffff"],
    ["a list that announces more than memory holds", vec(u8), "0x13ffffffffffffffff"],
    ["more than its limit", boundedVec(u8, 1), "0x080102"],
    ["an unknown variant", enumeration("E", { A: variant(3) }), "0x04"],
    ["a compact number of more bits than its type", compact(u16), "0x02000400"],
    ["a wide compact number of more bits than its type", wideCompact(u64), "0x1700000000000000000001"],
  ])("are refused when there is %s", (_what, type, hex) => {
    expect(() => decode(type, fromHex(hex))).toThrow(ScaleError);
  });

  it.each<readonly [string, () => unknown]>([
    ["a number that does not fit", () => encode(u16, 65_536)],
    ["a negative number", () => encode(u8, -1)],
    ["a negative compact number", () => encode(compact(u32), -1)],
    ["bytes of another length", () => encode(fixedBytes(2), "0x010203")],
  ])("cannot be made of %s", (_what, make) => {
    expect(make).toThrow(RangeError);
  });
});

describe("eras", () => {
  it.each([
    [4, 0],
    [4, 7],
    [64, 1_000_001],
    [32_768, 12_345],
    [65_536, 99_999],
  ])("of %d blocks from block %d are those of the reference library", (period, current) => {
    const chosen = registry.createType("ExtrinsicEra", { current, period });
    // From its bytes: in long periods the phase is rounded on the way.
    const reference = registry.createType("ExtrinsicEra", chosen.toU8a());
    const ours = decode(era, reference.toU8a());
    expect(toHex(encode(era, ours))).toBe(reference.toHex());
    expect(eraBirth(ours, current)).toBe(reference.asMortalEra.birth(current));
    expect(eraDeath(ours, current)).toBe(reference.asMortalEra.death(current));
  });

  it("that never end begin with the genesis block", () => {
    expect(decode(era, Uint8Array.of(0))).toBeUndefined();
    expect([eraBirth(undefined, 77), eraDeath(undefined, 77)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it("are refused when the phase is not below the period", () => {
    expect(() => decode(era, Uint8Array.of(0x51, 0x00))).toThrow("Invalid period and phase");
  });
});
