import type { Metadata, PortableRegistry, Text } from "@polkadot/types";
import type { Si1Field, SiLookupTypeId } from "@polkadot/types/interfaces";

/** The shapes that metadata gives, as text that can be compared: by what they are, not by the ids of their types. */
export interface MetadataShape {
  readonly calls: ReadonlyMap<string, string>;
  readonly events: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<string, string>;
  readonly storage: ReadonlyMap<string, string>;
  readonly storageFallbacks: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, string>;
  readonly constantValues: ReadonlyMap<string, string>;
  readonly apiMethods: ReadonlyMap<string, string>;
  readonly extensions: readonly string[];
  readonly pallets: ReadonlyMap<string, string>;
}

/** What the outer enums hold is compared pallet by pallet. */
const OUTER = /_runtime::Runtime(Call|Event|Error)$/;

/** Reads the shapes of calls, storage and the rest out of metadata. */
export function shapeOf(metadata: Metadata, lookup: PortableRegistry): MetadataShape {
  const type = (id: SiLookupTypeId): string => describeType(lookup, id);
  const field = ({ name, type: id }: Si1Field): string =>
    name.isSome ? `${name.unwrap().toString()}: ${type(id)}` : type(id);
  const variants = (pallet: string, id: SiLookupTypeId): [string, string][] =>
    lookup
      .getSiType(id)
      .def.asVariant.variants.map(({ name, index, fields }) => [
        `${pallet}.${name.toString()}`,
        `${index.toString()} (${fields.map(field).join(", ")})`,
      ]);
  const { pallets } = metadata.asLatest;
  const items = pallets.flatMap(({ name, storage }) =>
    storage.isNone
      ? []
      : storage.unwrap().items.map((item) => ({ name: `${name.toString()}.${item.name.toString()}`, item })),
  );
  const constants = pallets.flatMap(({ name, constants }) =>
    constants.map((constant) => ({ name: `${name.toString()}.${constant.name.toString()}`, constant })),
  );
  return {
    pallets: new Map(pallets.map(({ name, index }) => [name.toString(), index.toString()])),
    calls: new Map(
      pallets.flatMap(({ name, calls }) =>
        calls.isSome ? variants(name.toString(), calls.unwrap().type) : [],
      ),
    ),
    events: new Map(
      pallets.flatMap(({ name, events }) =>
        events.isSome ? variants(name.toString(), events.unwrap().type) : [],
      ),
    ),
    errors: new Map(
      pallets.flatMap(({ name, errors }) =>
        errors.isSome ? variants(name.toString(), errors.unwrap().type) : [],
      ),
    ),
    storage: new Map(
      items.map(({ name, item }) => {
        const kind = item.type.isPlain
          ? type(item.type.asPlain)
          : `[${item.type.asMap.hashers.map((hasher) => hasher.type).join()}] ${type(item.type.asMap.key)} => ${type(item.type.asMap.value)}`;
        return [name, `${item.modifier.type} ${kind}`];
      }),
    ),
    storageFallbacks: new Map(items.map(({ name, item }) => [name, item.fallback.toHex()])),
    constants: new Map(constants.map(({ name, constant }) => [name, type(constant.type)])),
    constantValues: new Map(constants.map(({ name, constant }) => [name, constant.value.toHex()])),
    apiMethods: new Map(
      metadata.asLatest.apis.flatMap(({ name, methods }) =>
        methods.map((method): [string, string] => {
          const inputs = method.inputs.map((input) => `${input.name.toString()}: ${type(input.type)}`);
          return [
            `${name.toString()}.${method.name.toString()}`,
            `(${inputs.join(", ")}) -> ${type(method.output)}`,
          ];
        }),
      ),
    ),
    extensions: extensionsOf(metadata).map(
      ({ identifier, type: carried, implicit }) =>
        `${identifier.toString()}: ${type(carried)}; signs ${type(implicit)}`,
    ),
  };
}

interface Extension {
  readonly identifier: Text;
  readonly type: SiLookupTypeId;
  readonly implicit: SiLookupTypeId;
}

/** From the version that the metadata has: on the way from 15 to 16, `@polkadot/types` 16.5.6 loses what is signed. */
function extensionsOf(metadata: Metadata): readonly Extension[] {
  if (metadata.version === 16) return metadata.asV16.extrinsic.transactionExtensions;
  return metadata.asV15.extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }) => ({
    identifier,
    type,
    implicit: additionalSigned,
  }));
}

/**
 * A type as text. Structs of one unnamed field are what they hold: the chain wraps and unwraps numbers in named types
 * from one version to the next, and neither bytes nor clients notice.
 */
function describeType(lookup: PortableRegistry, id: SiLookupTypeId, open: readonly number[] = []): string {
  const { path, def } = lookup.getSiType(id);
  const name = path.map(String).join("::");
  if (OUTER.test(name)) return name.slice(name.lastIndexOf("::") + 2);
  if (open.includes(id.toNumber())) return `(again) ${name}`;
  const inner = (part: SiLookupTypeId): string => describeType(lookup, part, [...open, id.toNumber()]);
  const fields = (list: readonly Si1Field[]): string =>
    list
      .map((field) => (field.name.isSome ? `${field.name.unwrap().toString()}: ` : "") + inner(field.type))
      .join(", ");
  if (def.isPrimitive) return def.asPrimitive.type;
  if (def.isCompact) return `Compact<${inner(def.asCompact.type)}>`;
  if (def.isSequence) return `Vec<${inner(def.asSequence.type)}>`;
  if (def.isArray) return `[${inner(def.asArray.type)}; ${def.asArray.len.toString()}]`;
  if (def.isTuple) return `(${def.asTuple.map(inner).join(", ")})`;
  if (def.isComposite) {
    const list = def.asComposite.fields;
    const [only] = list;
    if (list.length === 1 && only?.name.isNone) return inner(only.type);
    return `{${fields(list)}}`;
  }
  const variants = def.asVariant.variants.map(
    (variant) => `${variant.index.toString()} ${variant.name.toString()}(${fields(variant.fields)})`,
  );
  return `enum {${variants.join("; ")}}`;
}
