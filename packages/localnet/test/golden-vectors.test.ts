import { describe, expect, it } from "vitest";
import { Keyring } from "@polkadot/keyring";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { developmentKey } from "../src/dev/development-key.js";
import { decodeExtrinsic } from "../src/execution/extrinsic.js";
import { signingPayload, verifySignature } from "../src/execution/signature.js";
import type { AnyStorageItem } from "../src/metadata/storage-item.js";
import { runtimeCall, type RuntimeCall } from "../src/runtime/calls.js";
import { commitmentsStorage } from "../src/runtime/pallets/commitments.js";
import { subtensorStorage } from "../src/runtime/pallets/subtensor/storage.js";
import { systemStorage } from "../src/runtime/pallets/system.js";
import { axonInfo } from "../src/runtime/types/subtensor.js";
import { fromHex, toHex, type Hex } from "../src/scale/hex.js";
import { decode, encode } from "../src/scale/type.js";
import { storageKey } from "../src/state/storage.js";

// Bytes that real runtimes of specs 240 to 424 yield (public development keys, the finney genesis).

const ALICE: Hex = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
const ALICE_BLAKE2 =
  "de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
const FINNEY_GENESIS: Hex = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03";
const NETUID = 39;

const axon = { netuid: NETUID, port: 8091, ip_type: 4, protocol: 4, placeholder1: 0, placeholder2: 0 };
const publicAxon = { ...axon, version: 10_002_000, ip: 3_405_774_853n };

const CALLS: readonly (readonly [string, RuntimeCall, Hex])[] = [
  [
    "serve_axon with an address of version 4",
    { type: "SubtensorModule", value: { type: "serve_axon", value: publicAxon } },
    "0x07042700509e9800050000cb0000000000000000000000009b1f04040000",
  ],
  [
    "serve_axon with an address of version 6",
    {
      type: "SubtensorModule",
      value: {
        type: "serve_axon",
        value: { ...axon, version: 0, ip: 42_540_766_411_282_592_856_903_984_951_653_826_561n, ip_type: 6 },
      },
    },
    "0x0704270000000000010000000000000000000000b80d01209b1f06040000",
  ],
  [
    "serve_axon_tls",
    {
      type: "SubtensorModule",
      value: { type: "serve_axon_tls", value: { ...publicAxon, certificate: `0x01${"ab".repeat(32)}` } },
    },
    `0x07282700509e9800050000cb0000000000000000000000009b1f040400008401${"ab".repeat(32)}`,
  ],
  [
    "serve_prometheus",
    {
      type: "SubtensorModule",
      value: {
        type: "serve_prometheus",
        value: { netuid: NETUID, version: 10_002_000, ip: 3_405_774_853n, port: 9091, ip_type: 4 },
      },
    },
    "0x07052700509e9800050000cb000000000000000000000000832304",
  ],
  [
    "burned_register",
    { type: "SubtensorModule", value: { type: "burned_register", value: { netuid: NETUID, hotkey: ALICE } } },
    "0x07072700d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
  ],
  [
    "register_limit",
    {
      type: "SubtensorModule",
      value: { type: "register_limit", value: { netuid: NETUID, hotkey: ALICE, limit_price: 500_000_000n } },
    },
    "0x07862700d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d0065cd1d00000000",
  ],
  [
    "set_commitment",
    {
      type: "Commitments",
      value: {
        type: "set_commitment",
        value: { netuid: NETUID, info: { fields: [{ type: "Raw5", value: "0x68656c6c6f" }] } },
      },
    },
    "0x12002700040668656c6c6f",
  ],
];

const SUBTENSOR = "0x658faa385070e074c85bf6b568cf0555";
const STORAGE_KEYS: readonly (readonly [AnyStorageItem, readonly unknown[], string])[] = [
  [
    subtensorStorage.Axons,
    [NETUID, ALICE],
    `${SUBTENSOR}b4e0c7b1d5f74994fcd58c28ab601fec2700${ALICE_BLAKE2}`,
  ],
  [subtensorStorage.Uids, [NETUID, ALICE], `${SUBTENSOR}aab1b4e78e1ea8305462ee53b3686dc82700${ALICE_BLAKE2}`],
  [subtensorStorage.Keys, [NETUID, 7], `${SUBTENSOR}9f99a2ce711f3a31b2fc05604c93f17927000700`],
  [
    subtensorStorage.IsNetworkMember,
    [ALICE, NETUID],
    `${SUBTENSOR}ea6aa4e81a33d2c120ef55203e0eb560${ALICE_BLAKE2}2700`,
  ],
  [
    subtensorStorage.Prometheus,
    [NETUID, ALICE],
    `${SUBTENSOR}e2cb8fd8f8e097862c6255753a3c788a2700${ALICE_BLAKE2}`,
  ],
  [
    subtensorStorage.NeuronCertificates,
    [NETUID, ALICE],
    `${SUBTENSOR}805f1c4b7f54d8f4208070bfc777e2db2700${ALICE_BLAKE2}`,
  ],
  [subtensorStorage.Owner, [ALICE], `${SUBTENSOR}eca6b7a1fdc9f689184ecb4f359c0518${ALICE_BLAKE2}`],
  [subtensorStorage.BlockAtRegistration, [NETUID, 7], `${SUBTENSOR}5306000b65aa58c97bf98ad9f861904927000700`],
  [subtensorStorage.ServingRateLimit, [NETUID], `${SUBTENSOR}1fbba053865c94fcc1b417b41cc9e63a2700`],
  [subtensorStorage.NetworksAdded, [NETUID], `${SUBTENSOR}0e30450fc4d507a846032a7fa65d9a432700`],
  [subtensorStorage.Burn, [NETUID], `${SUBTENSOR}01be1755d08418802946bca51b6863252700`],
  [subtensorStorage.Tempo, [NETUID], `${SUBTENSOR}7641384bb339f3758acddfd7053d33172700`],
  [subtensorStorage.ValidatorPermit, [NETUID], `${SUBTENSOR}56af5b07ace59da2c9d7f0d48bc931432700`],
  [subtensorStorage.TotalNetworks, [], `${SUBTENSOR}5f3bb7bcd0a076a48abf8c256d221721`],
  [
    commitmentsStorage.CommitmentOf,
    [NETUID, ALICE],
    `0xca407206ec1ab726b2636c4b145ac287419a60ae8b01e6dcaebd7317e43c69bf2700518366b5b1bc7c99${ALICE.slice(2)}`,
  ],
  [
    systemStorage.Account,
    [ALICE],
    `0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9${ALICE_BLAKE2}`,
  ],
  [systemStorage.Events, [], "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7"],
];

describe("golden vectors of real runtimes", () => {
  it.each(CALLS)("encodes and decodes %s", (_name, call, hex) => {
    expect(toHex(encode(runtimeCall, call))).toBe(hex);
    expect(decode(runtimeCall, fromHex(hex))).toEqual(call);
  });

  it.each(STORAGE_KEYS.map(([item, keys, hex]) => [`${item.pallet}.${item.name}`, item, keys, hex] as const))(
    "hashes the keys of %s",
    (_name, item, keys, hex) => {
      expect(storageKey(item, keys)).toBe(hex);
    },
  );

  it("decodes an axon that a real runtime wrote", () => {
    const hex: Hex = "0x0500000000000000000a0900050000cb0000000000000000000000009b1f04040000";
    const value = decode(axonInfo, fromHex(hex));
    expect(value).toEqual({
      block: 5n,
      version: 592_384,
      ip: 3_405_774_853n,
      port: 8091,
      ip_type: 4,
      protocol: 4,
      placeholder1: 0,
      placeholder2: 0,
    });
    expect(toHex(encode(axonInfo, value))).toBe(hex);
  });

  it("takes a signed transaction apart, rebuilds what was signed, and finds the signature good", async () => {
    await cryptoWaitReady();
    const [, , callHex] = CALLS[0] ?? [];
    const extrinsic = decodeExtrinsic(
      fromHex(
        "0x1502840088dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee00" +
          "f285003a72ab1de93263e5dec37301abde551164847d7362b9fa2d93042c0664" +
          "dc22969098ff10bf916eb4df76a40deae5ed57a3bf80d3edaba46b76d0adf70a" +
          "001c000007042700509e9800050000cb0000000000000000000000009b1f04040000",
      ),
    );
    expect(extrinsic).toMatchObject({
      hash: "0xb3ed99b891ce831c83cdc21d481e5052054dd96a26e9f17ed74bdcbf75e30e94",
      nonce: 7,
      tip: 0n,
      era: undefined,
    });
    expect(toHex(extrinsic.callBytes)).toBe(callHex);
    const payload = signingPayload(extrinsic, FINNEY_GENESIS, FINNEY_GENESIS);
    const genesis = FINNEY_GENESIS.slice(2);
    expect(toHex(payload)).toBe(`${callHex}001c0000a801000001000000${genesis}${genesis}00`);
    expect(verifySignature(extrinsic, payload)).toBe(true);
    expect(verifySignature({ ...extrinsic, signer: ALICE }, payload)).toBe(false);
  });
});

describe("a development key", () => {
  it("is everybody's //Alice", () => {
    expect(toHex(developmentKey("//Alice").publicKey)).toBe(ALICE);
  });

  it.each(["//Alice//stash", "//Alice/soft", "//1", `//${"long".repeat(20)}`])(
    "is what the library derives from %s",
    async (uri) => {
      await cryptoWaitReady();
      const pair = new Keyring({ type: "sr25519", ss58Format: 42 }).addFromUri(uri);
      const key = developmentKey(uri);
      expect(key.address).toBe(pair.address);
      const message = Uint8Array.of(1, 2, 3);
      expect(pair.verify(message, key.sign(message), key.publicKey)).toBe(true);
    },
  );

  it("is derived from a path alone", () => {
    expect(() => developmentKey("Alice")).toThrow("a path such as //Alice");
  });
});
