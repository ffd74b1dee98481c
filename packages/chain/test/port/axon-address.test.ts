import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packAddress, unpackAddress } from "../../src/index.js";

describe("an axon's address", () => {
  it.each([
    ["203.0.0.5", 3405774853n, 4],
    ["0.0.0.0", 0n, 4],
    ["255.255.255.255", 4294967295n, 4],
    ["2001:db8::1", 42540766411282592856903984951653826561n, 6],
    ["::1", 1n, 6],
    ["::", 0n, 6],
    ["fe80:0:0:1::", 338288524927261089672465640915057246208n, 6],
    ["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 2n ** 128n - 1n, 6],
  ] as const)("%s is %i on chain, and back", (text, ip, ipType) => {
    expect(packAddress(text)).toEqual({ ip, ipType });
    expect(unpackAddress(ip, ipType)).toBe(text);
  });

  it.each([
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["::ffff:203.0.113.5", "::ffff:cb00:7105"],
  ])("%s is another way to write %s", (text, canonical) => {
    const packed = packAddress(text);
    expect(packed && unpackAddress(packed.ip, packed.ipType)).toBe(canonical);
  });

  it.each([
    "",
    "localhost",
    "1.2.3",
    "1.2.3.4.5",
    "256.0.0.1",
    "1.2.3.4:80",
    "fe80::1%eth0",
    "[::1]",
    "2001:db8:::1",
  ])("%j is none", (text) => {
    expect(packAddress(text)).toBeUndefined();
  });

  it.each([
    [2n ** 32n, 4],
    [2n ** 128n, 6],
    [1n, 5],
  ])("%i of type %i is none", (ip, ipType) => {
    expect(unpackAddress(ip, ipType)).toBeUndefined();
  });

  it("survives the way to the chain and back, whatever it is", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }), (ip) => {
        expect(packAddress(unpackAddress(ip, 6) ?? "")).toEqual({ ip, ipType: 6 });
      }),
    );
  });
});
