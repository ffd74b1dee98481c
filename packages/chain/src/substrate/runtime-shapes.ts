import { ChainError } from "../errors.js";
import type { Metadata } from "@polkadot/types";
import type {
  PalletMetadataLatest,
  PortableType,
  SiLookupTypeId,
  StorageEntryMetadataLatest,
} from "@polkadot/types/interfaces";

/** Types of a runtime by their numbers. */
export type Lookup = Metadata["registry"]["lookup"];

/** One method of a runtime API. */
export type RuntimeApiMethod = Metadata["asLatest"]["apis"][number]["methods"][number];

/** Everything of a runtime that this package encodes for or reads from, in the names of its metadata. */
const PALLET = "SubtensorModule";
const SERVE_AXON = [
  "netuid: u16",
  "version: u32",
  "ip: u128",
  "port: u16",
  "ip_type: u8",
  "protocol: u8",
  "placeholder1: u8",
  "placeholder2: u8",
];
/** Fields of `AxonInfo`. */
export const AXON_INFO: readonly string[] = ["block: u64", ...SERVE_AXON.slice(1)];
const SERVING: CallShape = {
  call: "serve_axon",
  takes: SERVE_AXON,
  event: "AxonServed",
  tells: ["u16", "AccountId32"],
};
const STORAGE = [
  { name: "Axons", shape: "(Identity,Blake2_128Concat) (u16,AccountId32) optional" },
  { name: "Uids", shape: "(Identity,Blake2_128Concat) (u16,AccountId32) optional" },
  { name: "ServingRateLimit", shape: "(Identity) u16 default" },
] as const;
const METAGRAPH_FIELDS = [
  "block",
  "hotkeys",
  "coldkeys",
  "axons",
  "active",
  "validator_permit",
  "total_stake",
];

/** Items of {@link PALLET} that some features read: the types of key and value. */
const READ_ITEMS: ReadonlyMap<string, string> = new Map([
  ["Burn", "u16 => u64"],
  ["NetworksAdded", "u16 => bool"],
  ["Tempo", "u16 => u16"],
  ["SubnetEpochIndex", "u16 => u64"],
  ["LastUpdate", "u16 => Vec<u64>"],
  ["WeightCommits", "(u16,AccountId32) => Vec<(H256,u64,u64,u64)>"],
]);

/** A call, and the event that says that it took effect, in the names of the metadata. */
export interface CallShape {
  /** `serve_axon` */
  readonly call: string;
  /** Its arguments: `netuid: u16`. */
  readonly takes: readonly string[];
  /** `AxonServed` */
  readonly event: string;
  /** The event's fields, which have no names: `u16`. */
  readonly tells: readonly string[];
}

/** Extensions of a transaction that carry or sign bytes, and that the library knows how to fill in. */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  "CheckSpecVersion",
  "CheckTxVersion",
  "CheckGenesis",
  "CheckMortality",
  "CheckNonce",
  "ChargeTransactionPayment",
  "CheckMetadataHash",
]);

/**
 * How a runtime differs from what this package relies on: one sentence per difference, none when all is well.
 * Checked after connecting and again before the first signature under a new runtime version, so that a changed
 * chain is named instead of misread.
 */
export function runtimeDifferences(metadata: Metadata): string[] {
  const { lookup } = metadata.registry;
  const pallet = findPallet(metadata);
  if (!pallet) return [`there is no pallet ${PALLET}`];
  return [
    ...callDifferences(metadata, SERVING),
    ...storageDifferences(lookup, pallet),
    ...extensionDifferences(metadata),
    ...metagraphDifferences(metadata),
  ];
}

/** The same for one call: not every chain has every call, so each is checked by whoever is about to sign it. */
export function callDifferences(metadata: Metadata, { call, takes, event, tells }: CallShape): string[] {
  const pallet = findPallet(metadata);
  return [
    ...compare(`call ${call}`, takes, callFields(metadata, call)),
    ...compare(
      `event ${event}`,
      tells,
      variantFields(metadata.registry.lookup, pallet?.events.unwrapOr(undefined), event),
    ),
  ];
}

/** Arguments of a call, `name: type`; `undefined` when the runtime has none of this name. */
export function callFields(metadata: Metadata, call: string): readonly string[] | undefined {
  const calls = findPallet(metadata)?.calls.unwrapOr(undefined);
  return variantFields(metadata.registry.lookup, calls, call);
}

/** The same for an item of {@link PALLET} that is about to be read; none for one that is not among {@link READ_ITEMS}. */
export function itemDifferences(lookup: Lookup, { name, type }: StorageEntryMetadataLatest): string[] {
  const expected = READ_ITEMS.get(name.toString());
  if (expected === undefined) return [];
  const actual = type.isMap
    ? `${typeName(lookup, type.asMap.key)} => ${typeName(lookup, type.asMap.value)}`
    : typeName(lookup, type.asPlain);
  return actual === expected ? [] : [`storage ${name.toString()} is ${actual}, expected ${expected}`];
}

function findPallet(metadata: Metadata): PalletMetadataLatest | undefined {
  return metadata.asLatest.pallets.find(({ name }) => name.toString() === PALLET);
}

/** Throws `chain/incompatible-runtime`, naming every difference, unless there is none. */
export function assertRuntime(metadata: Metadata, { endpoint, specVersion }: RuntimeAt): void {
  const differences = runtimeDifferences(metadata);
  if (differences.length === 0) return;
  throw new ChainError(
    { code: "chain/incompatible-runtime", specVersion, differences },
    `Metadata error: the runtime of ${endpoint} (spec ${specVersion}) is not compatible with this program: ${differences.join("; ")}`,
    { hint: "nothing was signed; update this program, or check that chain_endpoint is a Subtensor node" },
  );
}

/** Whose runtime it is. */
export interface RuntimeAt {
  readonly endpoint: string;
  readonly specVersion: number;
}

function storageDifferences(lookup: Lookup, pallet: PalletMetadataLatest): string[] {
  const items = pallet.storage.unwrapOr(undefined)?.items ?? [];
  const differences: string[] = [];
  for (const { name, shape } of STORAGE) {
    const item = items.find((candidate) => candidate.name.toString() === name);
    if (!item?.type.isMap) {
      differences.push(`storage ${name} is missing`);
      continue;
    }
    const { hashers, key, value } = item.type.asMap;
    const modifier = item.modifier.isOptional ? "optional" : "default";
    const actual = `(${hashers.map(({ type }) => type).join(",")}) ${typeName(lookup, key)} ${modifier}`;
    if (actual !== shape) differences.push(`storage ${name} is ${actual}, expected ${shape}`);
    if (name === "Axons") differences.push(...compare("AxonInfo", AXON_INFO, structFields(lookup, value)));
  }
  return differences;
}

function extensionDifferences(metadata: Metadata): string[] {
  const { lookup } = metadata.registry;
  return extensionsOf(metadata)
    .filter(({ name, types }) => {
      const isEmpty = types.every((type) => typeName(lookup, type) === "Null");
      return !isEmpty && !KNOWN_EXTENSIONS.has(name);
    })
    .map(({ name }) => `transaction extension ${name} is unknown and not empty`);
}

interface Extension {
  readonly name: string;
  /** What it carries and what it signs. */
  readonly types: readonly SiLookupTypeId[];
}

/** Converting older metadata to the latest form loses what extensions sign, so each form is read as it is. */
function extensionsOf(metadata: Metadata): Extension[] {
  if (metadata.version >= 16) {
    return metadata.asV16.extrinsic.transactionExtensions.map(({ identifier, type, implicit }) => ({
      name: identifier.toString(),
      types: [type, implicit],
    }));
  }
  return metadata.asV15.extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }) => ({
    name: identifier.toString(),
    types: [type, additionalSigned],
  }));
}

function metagraphDifferences(metadata: Metadata): string[] {
  const { lookup } = metadata.registry;
  const method = findSubnetApiMethod(metadata, "get_metagraph");
  if (!method) return ["runtime API SubnetInfoRuntimeApi.get_metagraph is missing"];
  const [option] = lookup.getSiType(method.output).params;
  const metagraph = option?.type.unwrapOr(undefined);
  const names = new Set(
    (metagraph ? structFields(lookup, metagraph) : []).map((field) => field.split(":")[0]),
  );
  return METAGRAPH_FIELDS.filter((field) => !names.has(field)).map(
    (field) => `Metagraph has no field ${field}`,
  );
}

/** What is said when a feature, in words that stand after "the runtime", is not as this program knows it. */
export function incompatibleFeature(
  feature: string,
  specVersion: number,
  differences: readonly string[],
): ChainError {
  return new ChainError(
    { code: "chain/incompatible-runtime", specVersion, differences },
    `the runtime (spec ${specVersion}) ${feature} otherwise than this program does: ${differences.join("; ")}`,
    { hint: "nothing was signed; update this program" },
  );
}

function compare(what: string, expected: readonly string[], actual: readonly string[] | undefined): string[] {
  if (!actual) return [`${what} is missing`];
  const [wanted, found] = [expected.join(", "), actual.join(", ")];
  return wanted === found ? [] : [`${what} is (${found}), expected (${wanted})`];
}

function variantFields(
  lookup: Lookup,
  outer: { readonly type: SiLookupTypeId } | undefined,
  name: string,
): string[] | undefined {
  const variants = outer && lookup.getSiType(outer.type).def.asVariant.variants;
  const variant = variants?.find((candidate) => candidate.name.toString() === name);
  return variant && fieldsOf(lookup, variant.fields);
}

/** A method of `SubnetInfoRuntimeApi`; `undefined` when the runtime has none of this name. */
export function findSubnetApiMethod(metadata: Metadata, method: string): RuntimeApiMethod | undefined {
  return metadata.asLatest.apis
    .find(({ name }) => name.toString() === "SubnetInfoRuntimeApi")
    ?.methods.find(({ name }) => name.toString() === method);
}

/** `name: type` of each field; none of what is no struct. */
export function structFields(lookup: Lookup, type: SiLookupTypeId): string[] {
  const { def } = lookup.getSiType(type);
  return def.isComposite ? fieldsOf(lookup, def.asComposite.fields) : [];
}

type Fields = PortableType["type"]["def"]["asComposite"]["fields"];

function fieldsOf(lookup: Lookup, fields: Fields): string[] {
  return fields.map(({ name, type }) => {
    const prefix = name.isSome ? `${name.unwrap().toString()}: ` : "";
    return `${prefix}${typeName(lookup, type)}`;
  });
}

/** A type in the words of the library. */
export function typeName(lookup: Lookup, type: SiLookupTypeId): string {
  return lookup.getTypeDef(type).type;
}
