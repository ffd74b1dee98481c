import { describe, expect, it } from "vitest";
import { toAxonInfo, toMetagraph } from "../../src/substrate/decode-metagraph.js";
import { ALICE, BOB, bytes } from "../golden.js";

const axon = { block: 5, version: 592_384, ip: 3_405_774_853, port: 8091, ipType: 4, protocol: 4 };

describe("an axon from the chain", () => {
  it.each([
    ["a number", 3_405_774_853, 4, "203.0.0.5"],
    ["hex, as the library writes large integers", "0xcb000005", 4, "203.0.0.5"],
    ["decimal text", "42540766411282592856903984951653826561", 6, "2001:db8::1"],
    ["hex of an IPv6 address", "0x20010db8000000000000000000000001", 6, "2001:db8::1"],
  ])("is read from %s", (_form, ip, ipType, text) => {
    const { version, port, protocol, block } = axon;
    expect(toAxonInfo({ ...axon, ip, ipType })).toEqual({ ip: text, port, ipType, protocol, version, block });
  });

  it.each([
    ["is absent", null],
    ["has the address 0, which means that nothing is served", { ...axon, ip: 0 }],
    ["has a type of address that does not exist", { ...axon, ipType: 9 }],
    ["has an address too large for its type", { ...axon, ip: "0x0123456789" }],
  ])("is none when it %s", (_what, json) => {
    expect(toAxonInfo(json)).toBeNull();
  });

  it.each([
    ["text", "axon"],
    ["an address that is no integer", { ...axon, ip: {} }],
  ])("is refused when it is %s", (_what, json) => {
    expect(() => toAxonInfo(json)).toThrow(TypeError);
  });
});

describe("a metagraph from the chain", () => {
  const json = {
    netuid: 39,
    block: 6_543_210,
    hotkeys: [ALICE.ss58, BOB.ss58],
    coldkeys: [BOB.ss58, BOB.ss58],
    axons: [axon, { ...axon, ip: 0 }],
    validatorPermit: [true, false],
    active: [false, true],
    totalStake: ["0x0020000000000001", 7],
  };

  it("becomes a list of neurons by UID", () => {
    const { netuid, block, neurons } = toMetagraph(39, json);
    expect({ netuid, block }).toEqual({ netuid: 39, block: 6_543_210 });
    expect(neurons).toMatchObject([
      {
        uid: 0,
        hotkey: ALICE.ss58,
        coldkey: BOB.ss58,
        validatorPermit: true,
        active: false,
        axon: { port: 8091 },
      },
      { uid: 1, hotkey: BOB.ss58, coldkey: BOB.ss58, validatorPermit: false, active: true, axon: null },
    ]);
    expect(neurons[0]?.hotkeyPublicKey).toEqual(bytes(ALICE.publicKey));
  });

  it("keeps stakes exact that no double can hold", () => {
    expect(toMetagraph(39, json).neurons.map(({ stakeRao }) => stakeRao)).toEqual([2n ** 53n + 1n, 7n]);
  });

  it("is refused when a list is missing", () => {
    const { totalStake: _missing, ...rest } = json;
    expect(() => toMetagraph(39, rest)).toThrow("no list of totalStake");
  });
});
