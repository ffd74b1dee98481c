// cspell:ignore dalet dagesh
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/attestation/canonical-json.js";

// Inputs and outputs of RFC 8785, sections 3.2.2 and 3.2.3 and appendix B.
describe("canonical JSON", () => {
  it("writes the example of the RFC as the RFC does", () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonicalJson(JSON.parse(input))).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it("sorts names by their UTF-16 code units", () => {
    const input = String.raw`{
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`;
    const values = Object.values(JSON.parse(canonicalJson(JSON.parse(input))) as Record<string, string>);
    // A name that is an integer always comes first in a JavaScript object: its place is tested below.
    expect(values.filter((value) => value !== "One")).toEqual([
      "Carriage Return",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
    expect(canonicalJson({ 1: 0, "\r": 0 })).toBe(String.raw`{"\r":0,"1":0}`);
    expect(canonicalJson({ b: 0, 10: 0, 9: 0 })).toBe('{"10":0,"9":0,"b":0}');
  });

  it.each([
    [0, "0"],
    [-0, "0"],
    [Number.MIN_VALUE, "5e-324"],
    [-Number.MAX_VALUE, "-1.7976931348623157e+308"],
    [9_007_199_254_740_992, "9007199254740992"],
    [295_147_905_179_352_830_000, "295147905179352830000"],
    [9.999999999999997e22, "9.999999999999997e+22"],
    [1e23, "1e+23"],
    [0.000001, "0.000001"],
    [9.999999999999997e-7, "9.999999999999997e-7"],
  ])("writes %d as %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud83d", 1n, () => 0, [undefined]])(
    "refuses what JSON cannot say: %s",
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );

  it("leaves out names without a value", () => {
    expect(canonicalJson({ a: undefined, b: {} })).toBe('{"b":{}}');
  });
});
