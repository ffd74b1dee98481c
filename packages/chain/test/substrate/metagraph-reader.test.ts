import { silentLogger, type Logger } from "@headframe/kit";
import { startLocalnet, type Localnet } from "@headframe/localnet";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodeAddress, keypairFromUri, type Metagraph } from "../../src/index.js";
import { AddressBook, type Account } from "../../src/substrate/address-book.js";
import { toAxonInfo, toMetagraph } from "../../src/substrate/decode-metagraph.js";
import { JsonRpcSocket } from "../../src/substrate/json-rpc-socket.js";
import { MetagraphReader, type MetagraphSource } from "../../src/substrate/metagraph-reader.js";
import type { SendRequest } from "../../src/substrate/node-request.js";
import { findSubnetApiMethod } from "../../src/substrate/runtime-shapes.js";
import { ALICE, BOB, bytes } from "../golden.js";
import { metadataFrom, renamed } from "./node-metadata.js";

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

describe("the accounts of a subnet", () => {
  it("are worked out once for as long as they stay, and then forgotten", () => {
    const book = new AddressBook();
    const alice = (): Account => book.account(Buffer.from(bytes(ALICE.publicKey)));
    const first = alice();
    expect(first.ss58).toBe(ALICE.ss58);
    for (let reading = 0; reading < 3; reading++) {
      book.turn();
      expect(alice()).toBe(first);
    }
    book.turn();
    book.turn();
    expect(alice()).not.toBe(first);
  });
});

describe("a metagraph that is read from a node", () => {
  let localnet: Localnet;
  let socket: JsonRpcSocket;
  let metadata: Buffer;
  let asked: string[];
  let lines: string[];
  const note = (_fields: object, message: string): void => void lines.push(message);
  const logger: Logger = { ...silentLogger, info: note, warn: note };
  beforeEach(() => {
    lines = [];
  });
  let api: MetagraphSource["api"];
  /** Without the call that takes the names of fields. */
  let older: MetagraphSource["api"];
  const send: SendRequest = (method, params) => {
    asked.push(String(params[0]));
    return socket.request(method, params);
  };

  beforeAll(async () => {
    localnet = await startLocalnet();
    socket = await JsonRpcSocket.open(localnet.url, new AbortController().signal);
    metadata = await metadataFrom(localnet.url);
    api = runtimeOf(metadata);
    older = runtimeOf(renamed(metadata, "get_selective_metagraph", "got_selective_metagraph"));
  }, 60_000);
  afterAll(async () => {
    await socket.close();
    await localnet.close();
  });

  function runtimeOf(bytesOfMetadata: Buffer): MetagraphSource["api"] {
    const registry = new TypeRegistry();
    const runtimeMetadata = new Metadata(registry, `0x${bytesOfMetadata.toString("hex")}`);
    registry.setMetadata(runtimeMetadata, undefined, undefined, true);
    return { registry, runtimeMetadata };
  }

  /** A node whose answers the library encodes, from a metagraph in its own form. */
  function nodeWith(api: MetagraphSource["api"], metagraph: object): SendRequest {
    return (_method, [name]) => {
      const method = findSubnetApiMethod(
        api.runtimeMetadata,
        String(name).replace("SubnetInfoRuntimeApi_", ""),
      );
      const type = api.registry.createLookupType(method?.output ?? 0);
      const encoded = api.registry.createTypeUnsafe(type, [metagraph]).toU8a();
      return Promise.resolve(`0x${Buffer.from(encoded).toString("hex")}`);
    };
  }

  const readTwice = async (source: MetagraphSource, netuid: number): Promise<Metagraph | null> => {
    const reader = new MetagraphReader({ logger });
    const first = await reader.read(source, netuid);
    expect(await reader.read(source, netuid)).toEqual(first); // With the addresses that it knows now.
    return first;
  };

  it("is the same from its bytes as through the library", async () => {
    const owner = keypairFromUri("//Charlie").ss58;
    const netuid = await localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: owner });
    for (const uri of ["//Dave", "//Eve"]) {
      const hotkey = keypairFromUri(uri).ss58;
      await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey });
      localnet.dev.setValidatorPermit(netuid, hotkey, uri === "//Eve");
    }
    asked = [];
    const fromBytes = await readTwice({ api, send }, netuid);
    expect(asked).toEqual(Array.from({ length: 2 }, () => "SubnetInfoRuntimeApi_get_selective_metagraph"));
    asked = [];
    expect(await readTwice({ api: older, send }, netuid)).toEqual(fromBytes);
    expect(asked).toEqual(Array.from({ length: 2 }, () => "SubnetInfoRuntimeApi_get_metagraph"));
    expect(fromBytes?.neurons.map(({ hotkey }) => hotkey)).toContain(owner);
    expect(await readTwice({ api, send }, 999)).toBeNull();
  });

  it("is the same when it is full, with addresses and stakes of every kind", async () => {
    const uids = Array.from({ length: 256 }, (_, uid) => uid);
    const key = (uid: number): string => encodeAddress(new Uint8Array(32).fill(uid).fill(255 - uid, 16));
    const all = {
      netuid: 39,
      block: 6_543_210,
      hotkeys: uids.map(key),
      coldkeys: uids.map((uid) => key(uid % 7)),
      axons: uids.map((uid) => ({
        ...axon,
        ip: [0n, 3_405_774_853n, 42_540_766_411_282_592_856_903_984_951_653_826_561n, 2n ** 127n][uid % 4],
        ipType: [4, 4, 6, 9][uid % 4],
        port: uid * 257,
        block: uid * 30_000,
      })),
      active: uids.map((uid) => uid % 3 === 0),
      validator_permit: uids.map((uid) => uid < 64),
      total_stake: uids.map((uid) => (1n << BigInt(uid % 64)) + BigInt(uid % 2)),
    };
    const fromBytes = await readTwice({ api, send: nodeWith(api, all) }, 39);
    expect(fromBytes).toEqual(await readTwice({ api: older, send: nodeWith(older, all) }, 39));
    expect(fromBytes?.neurons.filter(({ axon: served }) => served !== null)).toHaveLength(128);
    expect(fromBytes?.neurons[63]?.stakeRao).toBe(2n ** 63n + 1n);
  });

  it.each([
    ["a field that is asked for has another name", "total_stake", "total_steak"],
    ["axons have another field", "placeholder2", "placeholder3"],
  ])("is left to the library when %s", async (_what, from, to) => {
    asked = [];
    await new MetagraphReader({ logger })
      .read({ api: runtimeOf(renamed(metadata, from, to)), send }, 1)
      .catch(() => undefined); // Which may miss the field as well.
    expect(asked).toEqual(["SubnetInfoRuntimeApi_get_metagraph"]);
    expect(lines).toEqual(["the runtime cannot be asked for parts of a subnet; reading it whole"]);
  });

  it("is read whole when the node gives other fields than were asked for", async () => {
    const one = { netuid: 39, block: 5, hotkeys: [ALICE.ss58], coldkeys: [BOB.ss58], axons: [axon] };
    const lists = { ...one, active: [true], validator_permit: [true], total_stake: [7] };
    const node = nodeWith(api, { ...lists, tempo: 360 });
    const names: unknown[] = [];
    const noting: SendRequest = (method, params) => {
      names.push(params[0]);
      return node(method, params);
    };
    const reader = new MetagraphReader({ logger });
    for (let reading = 0; reading < 2; reading++) {
      const metagraph = await reader.read({ api, send: noting }, 39);
      expect(metagraph).toMatchObject({ block: 5, neurons: [{ hotkey: ALICE.ss58, stakeRao: 7n }] });
    }
    const [selective, whole] = ["get_selective_metagraph", "get_metagraph"].map(
      (name) => `SubnetInfoRuntimeApi_${name}`,
    );
    expect(names).toEqual([selective, whole, whole]);
    expect(lines).toEqual(["the node gave other fields of a subnet than were asked for; reading it whole"]);
  });

  it.each([
    ["is cut short", "bytes end before", (hex: string) => hex.slice(0, -2)],
    ["has bytes left over", "1 bytes are left over", (hex: string) => `${hex}00`],
    ["is no option", "7 is no boolean", (hex: string) => hex.replace("0x01", "0x07")],
    [
      "has a list longer than itself",
      "a list of 16383 does not fit",
      (hex: string) => hex.replace("0104d435", "01fdffd435"),
    ],
    ["is no bytes", "with no bytes", () => null],
  ])("is refused when the answer %s", async (_what, message, damage) => {
    const one = { hotkeys: [ALICE.ss58], coldkeys: [BOB.ss58], axons: [axon], active: [true] };
    const node = nodeWith(api, { netuid: 39, block: 5, ...one, validator_permit: [true], total_stake: [7] });
    const damaged: SendRequest = async (method, params) => damage(String(await node(method, params)));
    await expect(new MetagraphReader({ logger }).read({ api, send: damaged }, 39)).rejects.toThrow(message);
  });

  it("is refused when its lists are not equally long", async () => {
    const one = { hotkeys: [ALICE.ss58], coldkeys: [BOB.ss58, BOB.ss58], axons: [axon], active: [true] };
    const node = nodeWith(api, { netuid: 39, block: 5, ...one, validator_permit: [true], total_stake: [7] });
    await expect(new MetagraphReader({ logger }).read({ api, send: node }, 39)).rejects.toThrow(
      "the chain sent 1 hotkeys and 2 coldkeys",
    );
  });
});
