import type { AxonInfo, Metagraph, Neuron } from "@headframe/chain";
import { describe, expect, it } from "vitest";
import { axonAddress } from "../../src/discover/axon-address.js";
import { selectMiners } from "../../src/discover/select-miners.js";

const AXON: AxonInfo = { ip: "192.0.2.7", port: 8091, ipType: 4, protocol: 0, version: 0, block: 3 };

const neuron = (uid: number, facts: Partial<Neuron> = {}): Neuron => ({
  uid,
  hotkey: `hotkey-${uid}`,
  hotkeyPublicKey: new Uint8Array(32).fill(uid),
  coldkey: "coldkey",
  stakeRao: 0n,
  validatorPermit: false,
  active: true,
  axon: AXON,
  ...facts,
});

const METAGRAPH: Metagraph = {
  netuid: 7,
  block: 100,
  neurons: [neuron(0, { validatorPermit: true }), neuron(1), neuron(2, { axon: null }), neuron(3)],
};

describe("the miners of a subnet", () => {
  it("are all neurons with an axon that are no validators", () => {
    expect(selectMiners(METAGRAPH, { kind: "all" }).map(({ uid }) => uid)).toEqual([1, 3]);
  });

  it("include a validator that is named", () => {
    expect(selectMiners(METAGRAPH, { kind: "one", hotkey: "hotkey-0" }).map(({ uid }) => uid)).toEqual([0]);
  });

  it.each([
    {
      hotkey: "hotkey-9",
      code: "validator/unknown-miner",
      says: "hotkey-9 is not registered on subnet 7 (block 100)",
    },
    { hotkey: "hotkey-2", code: "validator/no-axon", says: "hotkey-2 (UID 2) has not published an axon" },
  ])("are refused with $code for $hotkey", ({ hotkey, code, says }) => {
    const select = () => selectMiners(METAGRAPH, { kind: "one", hotkey });
    expect(select).toThrow(says);
    expect(select).toThrow(expect.objectContaining({ code }));
  });

  it("are missing when nobody published an axon", () => {
    const select = () =>
      selectMiners({ ...METAGRAPH, neurons: [neuron(4, { axon: null })] }, { kind: "all" });
    expect(select).toThrow(expect.objectContaining({ code: "validator/no-miners" }));
  });
});

describe("the address of an axon", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7:8091"],
    ["2001:db8::7", "[2001:db8::7]:8091"],
  ])("of %s is %s", (ip, address) => {
    expect(axonAddress({ ip, port: 8091 })).toBe(address);
  });
});
