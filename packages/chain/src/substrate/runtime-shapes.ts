import { ChainError } from "../errors.js";
import type { Metadata } from "@polkadot/types";
import type { PalletMetadataLatest, PortableType, SiLookupTypeId } from "@polkadot/types/interfaces";

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
const AXON_SERVED = ["u16", "AccountId32"];
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
  const pallet = metadata.asLatest.pallets.find(({ name }) => name.toString() === PALLET);
  if (!pallet) return [`there is no pallet ${PALLET}`];
  return [
    ...callDifferences(lookup, pallet),
    ...storageDifferences(lookup, pallet),
    ...eventDifferences(lookup, pallet),
    ...extensionDifferences(metadata),
    ...metagraphDifferences(metadata),
  ];
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

function callDifferences(lookup: Lookup, pallet: PalletMetadataLatest): string[] {
  const calls = pallet.calls.unwrapOr(undefined);
  const call = calls && variantFields(lookup, calls.type, "serve_axon");
  return compare("call serve_axon", SERVE_AXON, call);
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

function eventDifferences(lookup: Lookup, pallet: PalletMetadataLatest): string[] {
  const events = pallet.events.unwrapOr(undefined);
  const event = events && variantFields(lookup, events.type, "AxonServed");
  return compare("event AxonServed", AXON_SERVED, event);
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

function compare(what: string, expected: readonly string[], actual: readonly string[] | undefined): string[] {
  if (!actual) return [`${what} is missing`];
  const [wanted, found] = [expected.join(", "), actual.join(", ")];
  return wanted === found ? [] : [`${what} is (${found}), expected (${wanted})`];
}

function variantFields(lookup: Lookup, type: SiLookupTypeId, name: string): string[] | undefined {
  const variants = lookup.getSiType(type).def.asVariant.variants;
  const variant = variants.find((candidate) => candidate.name.toString() === name);
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
