import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { startLocalnet } from "@headframe/localnet";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChainError } from "../../src/index.js";
import { toMetagraph } from "../../src/substrate/decode-metagraph.js";
import { ALICE, BOB } from "../golden.js";
import { COMMIT, REVEAL } from "../../src/substrate/commit-weights.js";
import { chooseRegistrationCall } from "../../src/substrate/registration-call.js";
import {
  assertRuntime,
  callDifferences,
  itemDifferences,
  runtimeDifferences,
} from "../../src/substrate/runtime-shapes.js";
import { selectMetagraph } from "../../src/substrate/selective-metagraph.js";
import { SET_WEIGHTS } from "../../src/substrate/set-weights.js";
import { metadataFrom, renamed } from "./node-metadata.js";

function metadataOf(bytes: Buffer): Metadata {
  const registry = new TypeRegistry();
  const metadata = new Metadata(registry, `0x${bytes.toString("hex")}`);
  registry.setMetadata(metadata, undefined, undefined, true);
  return metadata;
}

let localnetMetadata: Buffer;
let close: () => Promise<void>;
beforeAll(async () => {
  const localnet = await startLocalnet();
  close = () => localnet.close();
  localnetMetadata = await metadataFrom(localnet.url);
}, 60_000);
afterAll(() => close());

const runtimeWith = (from: string, to: string): Metadata => metadataOf(renamed(localnetMetadata, from, to));

describe("the shapes that we rely on", () => {
  it("are those of the localnet", () => {
    expect(runtimeDifferences(metadataOf(localnetMetadata))).toEqual([]);
  });

  it.each([
    ["a call that is gone", "serve_axon", "serve_axle", "call serve_axon is missing"],
    ["an argument of another name", "placeholder2", "placeholder3", "call serve_axon is (netuid: u16, "],
    ["a field of another name", "placeholder2", "placeholder3", "AxonInfo is (block: u64, "],
    [
      "a storage item that is gone",
      "ServingRateLimit",
      "ServingRateLimbo",
      "storage ServingRateLimit is missing",
    ],
    ["an event that is gone", "AxonServed", "AxonSevers", "event AxonServed is missing"],
    [
      "a runtime API that is gone",
      "get_metagraph",
      "got_metagraph",
      "SubnetInfoRuntimeApi.get_metagraph is missing",
    ],
    ["a field of the metagraph that is gone", "coldkeys", "cold_key", "Metagraph has no field coldkeys"],
    [
      "an unknown extension that carries bytes",
      "CheckNonce",
      "ChuckNonce",
      "transaction extension ChuckNonce is unknown",
    ],
    ["no pallet at all", "SubtensorModule", "SubtensorMobile", "there is no pallet SubtensorModule"],
  ])("name %s", (_what, from, to, difference) => {
    const differences = runtimeDifferences(runtimeWith(from, to));
    expect(
      differences.some((sentence) => sentence.startsWith(difference) || sentence.includes(difference)),
    ).toBe(true);
  });

  it("let an unknown extension pass that carries nothing", () => {
    expect(runtimeDifferences(runtimeWith("CheckNonZeroSender", "CheckNonZeroSander"))).toEqual([]);
  });

  it("refuse a runtime that lacks one, naming the endpoint, the version and what differs", () => {
    const at = { endpoint: "ws://node.example", specVersion: 999 };
    expect(() => assertRuntime(metadataOf(localnetMetadata), at)).not.toThrow();
    const refuse = (): void => assertRuntime(runtimeWith("AxonServed", "AxonSevers"), at);
    expect(refuse).toThrow(ChainError);
    expect(refuse).toThrow(
      "Metadata error: the runtime of ws://node.example (spec 999) is not compatible with this program: event AxonServed is missing",
    );
  });
});

/** What is used of a runtime beside what all runtimes must have. */
const WEIGHT_CALLS = [SET_WEIGHTS.shape, COMMIT.shape, REVEAL.shape];
function featureDifferences(metadata: Metadata): string[] {
  const pallet = metadata.asLatest.pallets.find(({ name }) => name.toString() === "SubtensorModule");
  const items = pallet?.storage.unwrapOr(undefined)?.items ?? [];
  return [
    ...WEIGHT_CALLS.flatMap((shape) => callDifferences(metadata, shape)),
    ...items.flatMap((item) => itemDifferences(metadata.registry.lookup, item)),
  ];
}

describe("the shapes that a call relies on", () => {
  it("are those of the localnet", () => {
    const metadata = metadataOf(localnetMetadata);
    expect(featureDifferences(metadata)).toEqual([]);
    expect(chooseRegistrationCall(metadata, 424)).toBe("register_limit");
  });

  it("are names and types, of its arguments and of its event", () => {
    const { takes, ...shape } = REVEAL.shape;
    const differences = callDifferences(metadataOf(localnetMetadata), {
      ...shape,
      takes: takes.map((argument) => argument.replace("salt: Vec<u16>", "salt: Bytes")),
      tells: ["AccountId32", "u16"],
    });
    const [reveal, revealed] = [takes.join(", "), "AccountId32, u16"];
    expect(differences).toEqual([
      `call reveal_weights is (${reveal}), expected (${reveal.replace("salt: Vec<u16>", "salt: Bytes")})`,
      `event WeightsRevealed is (${revealed}, H256), expected (${revealed})`,
    ]);
  });

  it("keep a registration from being signed that means something else", () => {
    const choose = (from: string, to: string) => chooseRegistrationCall(runtimeWith(from, to), 500);
    expect(choose("register_limit", "register_limbo")).toBe("burned_register");
    for (const [from, to, difference] of [
      ["limit_price", "upper_price", "call register_limit is (netuid: u16, hotkey: AccountId32, upper_price"],
      ["NeuronRegistered", "NeuronRegistrant", "event NeuronRegistered is missing"],
    ] as const) {
      expect(() => choose(from, to)).toThrow(
        expect.objectContaining({
          code: "chain/incompatible-runtime",
          message: expect.stringContaining(difference),
          hint: expect.stringContaining("nothing was signed"),
        }),
      );
    }
  });
});

/** Metadata of real runtimes is no part of this repository; where it lies beside it, it is read. */
const folder =
  process.env["CHAIN_DATA_DIR"] ?? path.resolve(import.meta.dirname, "../../../../../shared/data");
const FILES = ["finney-424.v16.scale", "finney-393.v16.scale", "dev-293.v15.scale"];
const isAbsent = !existsSync(path.join(folder, FILES[0] ?? ""));
if (isAbsent) process.stderr.write(`SKIPPED: no metadata of real runtimes in ${folder}\n`);

describe.skipIf(isAbsent)("the shapes that we rely on, in a real runtime", () => {
  it.each(FILES)("are those of %s", (file) => {
    expect(runtimeDifferences(metadataOf(readFileSync(path.join(folder, file))))).toEqual([]);
  });

  it.each(FILES)("are those of the calls that not every chain has, in %s", (file) => {
    const metadata = metadataOf(readFileSync(path.join(folder, file)));
    expect(featureDifferences(metadata)).toEqual([]);
    const expected = file.includes("424") ? "register_limit" : "burned_register";
    expect(chooseRegistrationCall(metadata, 0)).toBe(expected);
  });

  it.each(FILES)("let the fields of neurons be asked for in %s", (file) => {
    const selection = selectMetagraph(metadataOf(readFileSync(path.join(folder, file))));
    const indexes = [7, 52, 53, 55, 56, 57, 69].map((index) => `${index.toString(16).padStart(2, "0")}00`);
    expect(selection?.indexes.toString("hex")).toBe(`1c${indexes.join("")}`);
  });

  it.each(FILES)("have a metagraph that is read rightly in %s", (file) => {
    const metadata = metadataOf(readFileSync(path.join(folder, file)));
    const api = metadata.asLatest.apis.find(({ name }) => name.toString() === "SubnetInfoRuntimeApi");
    const method = api?.methods.find(({ name }) => name.toString() === "get_metagraph");
    const { registry } = metadata;
    const type = registry.createLookupType(method?.output ?? 0);
    const axon = { block: 5, version: 1, ip: 3_405_774_853, port: 8091, ip_type: 4, protocol: 4 };
    const encoded = registry.createTypeUnsafe(type, [
      {
        block: 77,
        hotkeys: [ALICE.ss58, BOB.ss58],
        coldkeys: [BOB.ss58, ALICE.ss58],
        axons: [axon, { ...axon, ip: 0 }],
        active: [true, false],
        validator_permit: [false, true],
        total_stake: [12_345, "12345678901234567890"],
      },
    ]);
    const json = registry.createTypeUnsafe(type, [encoded.toU8a()]).toJSON();
    expect(toMetagraph(39, json)).toMatchObject({
      block: 77,
      neurons: [
        { hotkey: ALICE.ss58, coldkey: BOB.ss58, active: true, stakeRao: 12_345n, axon: { ip: "203.0.0.5" } },
        { hotkey: BOB.ss58, validatorPermit: true, stakeRao: 12_345_678_901_234_567_890n, axon: null },
      ],
    });
  });

  it("lack the runtime APIs in metadata of version 14", () => {
    const metadata = metadataOf(readFileSync(path.join(folder, "dev-293.v14.scale")));
    expect(runtimeDifferences(metadata)).toEqual([
      "runtime API SubnetInfoRuntimeApi.get_metagraph is missing",
    ]);
  });
});
