import { describe, expect, it } from "vitest";
import { formatTao, parseTao, raoOfTao } from "../../src/index.js";

describe("an amount of TAO", () => {
  it.each([
    ["0", 0n],
    ["0.5", 500_000_000n],
    ["1000.000000001", 1_000_000_000_001n],
  ])("%s is written and read as the same RAO", (text, rao) => {
    expect(parseTao(text)).toBe(rao);
    expect(formatTao(rao)).toBe(text);
  });

  it.each(["", "-1", "1.0000000001", "1e3", "one"])("%j is none", (text) => {
    expect(parseTao(text)).toBeUndefined();
  });

  it.each([
    [0.1, 100_000_000n],
    [0.000_000_001, 1n],
    // As a product with 10^9 this is 8,199,999,999.999999.
    [8.2, 8_200_000_000n],
    [20_999_999.999_999, 20_999_999_999_999_000n],
  ])("of the number %d is what its decimals say", (tao, rao) => {
    expect(raoOfTao(tao)).toBe(rao);
  });

  it.each([-1, Number.NaN, Infinity])("of the number %d is none", (tao) => {
    expect(() => raoOfTao(tao)).toThrow(RangeError);
  });
});
