import type { Metadata } from "@polkadot/types";
import type { SiLookupTypeId } from "@polkadot/types/interfaces";
import type { AxonInfo, Metagraph } from "../port/metagraph.js";
import type { AddressBook } from "./address-book.js";
import { toServedAxon } from "./decode-metagraph.js";
import { AXON_INFO, findSubnetApiMethod, structFields, typeName, type Lookup } from "./runtime-shapes.js";
import { ScaleError, ScaleReader } from "./scale-reader.js";

const KEY_BYTES = 32;
const AXON_INFO_BYTES = 34;

/** What a neuron is made of: the runtime's type of each field, and how that type is read. */
const FIELDS = {
  block: { type: "Compact<u64>", read: (reader: ScaleReader) => reader.compact() },
  hotkeys: { type: "Vec<AccountId32>", read: readAccounts },
  coldkeys: { type: "Vec<AccountId32>", read: readAccounts },
  // Not the type's name, which runtimes are free to change, but its fields.
  axons: { type: `Vec<${AXON_INFO.join(", ")}>`, read: readAxons },
  active: { type: "Vec<bool>", read: readBooleans },
  validator_permit: { type: "Vec<bool>", read: readBooleans },
  total_stake: { type: "Vec<Compact<u64>>", read: readAmounts },
} as const;
type Fields = typeof FIELDS;
type FieldName = keyof Fields;
type Values = { readonly [Name in FieldName]: ReturnType<Fields[Name]["read"]> };

const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** A runtime's `SelectiveMetagraph`, of which only the fields that we need are asked for. */
export interface MetagraphSelection {
  /** Its fields in order, without the first one, `netuid`, which is always there. */
  readonly fields: readonly string[];
  /** The arguments of `get_selective_metagraph` after the netuid, SCALE-encoded. */
  readonly indexes: Buffer;
}

/**
 * How to ask this runtime for what we need of a subnet and no more. `undefined` when it has no such call, or not the
 * types that {@link decodeSelection} reads.
 */
export function selectMetagraph(metadata: Metadata): MetagraphSelection | undefined {
  const { lookup } = metadata.registry;
  const method = findSubnetApiMethod(metadata, "get_selective_metagraph");
  if (method?.inputs.map(({ type }) => typeName(lookup, type)).join() !== "u16,Vec<u16>") return undefined;
  const types = fieldTypes(lookup, method.output);
  const [first, ...fields] = [...types.keys()];
  if (first !== "netuid" || types.get(first) !== "Compact<u16>") return undefined;
  if (!fields.every((name) => types.get(name)?.startsWith("Option<"))) return undefined;
  if (!FIELD_NAMES.every((name) => types.get(name) === `Option<${FIELDS[name].type}>`)) return undefined;
  // Asked for by their positions in the struct.
  return { fields, indexes: encodeIndexes(FIELD_NAMES.map((name) => fields.indexOf(name) + 1)) };
}

/**
 * The metagraph in an answer to what was asked for; `null` for a subnet that does not exist, `undefined` when the node
 * gave other fields than those. Throws {@link ScaleError} for bytes that are no answer.
 */
export function decodeSelection(
  { fields }: MetagraphSelection,
  answer: Buffer,
  addresses: AddressBook,
): Metagraph | null | undefined {
  const reader = new ScaleReader(answer);
  if (!reader.bool()) return null;
  const netuid = Number(reader.compact());
  const values = readValues(fields, reader, addresses);
  return values && toMetagraph(netuid, values);
}

function readValues(
  fields: readonly string[],
  reader: ScaleReader,
  addresses: AddressBook,
): Values | undefined {
  const values: Partial<Record<FieldName, unknown>> = {};
  for (const name of fields) {
    const isThere = reader.bool();
    if (isThere !== isWanted(name)) return undefined;
    if (isWanted(name)) values[name] = FIELDS[name].read(reader, addresses);
  }
  reader.assertAtEnd();
  return values as Values; // Every wanted field is among `fields`: that was checked when they were chosen.
}

function isWanted(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

function toMetagraph(netuid: number, { block, ...lists }: Values): Metagraph {
  const { hotkeys, coldkeys, axons, active, validator_permit: permits, total_stake: stakes } = lists;
  for (const [name, list] of Object.entries(lists)) {
    if (list.length === hotkeys.length) continue;
    throw new ScaleError(`the chain sent ${hotkeys.length} hotkeys and ${list.length} ${name}`);
  }
  const neurons = hotkeys.map(({ ss58, publicKey }, uid) => ({
    uid,
    hotkey: ss58,
    hotkeyPublicKey: publicKey,
    coldkey: coldkeys[uid]?.ss58 ?? "",
    stakeRao: stakes[uid] ?? 0n,
    validatorPermit: permits[uid] === true,
    active: active[uid] === true,
    axon: axons[uid] ?? null,
  }));
  return { netuid, block: Number(block), neurons };
}

function readAccounts(reader: ScaleReader, addresses: AddressBook) {
  return reader.list(KEY_BYTES, () => addresses.account(reader.bytes(KEY_BYTES)));
}

function readBooleans(reader: ScaleReader): boolean[] {
  return reader.list(1, () => reader.bool());
}

function readAmounts(reader: ScaleReader): bigint[] {
  return reader.list(1, () => reader.compact());
}

/** In the order of {@link AXON_INFO}. */
function readAxons(reader: ScaleReader): (AxonInfo | null)[] {
  return reader.list(AXON_INFO_BYTES, () => {
    const block = Number(reader.u64());
    const version = reader.u32();
    const ip = reader.u128();
    const port = reader.u16();
    const [ipType, protocol] = [reader.u8(), reader.u8()];
    reader.bytes(2); // Two placeholders.
    return toServedAxon({ block, version, ip, port, ipType, protocol });
  });
}

/** Types of the struct's fields by name, in order; none when the output is no optional struct. */
function fieldTypes(lookup: Lookup, output: SiLookupTypeId): ReadonlyMap<string, string> {
  const struct = lookup.getSiType(output).params[0]?.type.unwrapOr(undefined);
  const { def } = struct ? lookup.getSiType(struct) : {};
  if (!def?.isComposite) return new Map();
  return new Map(
    def.asComposite.fields.map(({ name, type }) => [
      name.unwrapOr("").toString(),
      name.eq("axons") ? `Option<Vec<${axonFields(lookup, type)}>>` : typeName(lookup, type),
    ]),
  );
}

/** What an `Option<Vec<struct>>` is made of. */
function axonFields(lookup: Lookup, type: SiLookupTypeId): string {
  const list = lookup.getSiType(type).params[0]?.type.unwrapOr(undefined);
  const { def } = list ? lookup.getSiType(list) : {};
  return def?.isSequence ? structFields(lookup, def.asSequence.type).join(", ") : "";
}

/** A SCALE list of u16; fewer than 64, so that its length takes one byte. */
function encodeIndexes(indexes: readonly number[]): Buffer {
  return Buffer.concat([
    Buffer.of(indexes.length << 2),
    ...indexes.map((index) => Buffer.of(index & 0xff, index >> 8)),
  ]);
}
