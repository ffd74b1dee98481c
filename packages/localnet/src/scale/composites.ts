import { ScaleError, type ScaleReader } from "./reader.js";
import { tuple, type TupleOf } from "./containers.js";
import type { AnyType, FieldShape, Type, TypeParameter } from "./type.js";
import type { ScaleWriter } from "./writer.js";

/** Named fields, in the order of their encoding. */
export type NamedFields = Readonly<Record<string, AnyType>>;

/** What a struct or a variant carries: named fields, unnamed fields, one unnamed value, or nothing. */
export type Fields = NamedFields | readonly AnyType[] | AnyType | undefined;

/** How the fields are held: an object, a tuple, the value itself, or `undefined`. */
export type FieldsValue<F> = F extends undefined
  ? undefined
  : F extends Type<infer T>
    ? T
    : F extends readonly AnyType[]
      ? TupleOf<F>
      : F extends NamedFields
        ? { readonly [K in keyof F]: F[K] extends Type<infer T> ? T : never }
        : never;

interface FieldsCodec<T> {
  readonly fields: readonly FieldShape[];
  encode(value: T, to: ScaleWriter): void;
  decode(from: ScaleReader): T;
}

function isType(fields: NonNullable<Fields>): fields is AnyType {
  return typeof (fields as Partial<AnyType>).encode === "function";
}

/** The codec and the metadata of what a struct or a variant carries. */
export function fieldsCodec<F extends Fields>(fields: F): FieldsCodec<FieldsValue<F>> {
  // Each branch below builds exactly what `FieldsValue` says for that kind of fields.
  return anyFieldsCodec(fields);
}

function anyFieldsCodec(fields: Fields): FieldsCodec<never> {
  if (fields === undefined) return { fields: [], encode: () => undefined, decode: () => undefined as never };
  if (isType(fields)) {
    return {
      fields: [{ type: fields }],
      encode: (value, to) => fields.encode(value, to),
      decode: (from) => fields.decode(from) as never,
    };
  }
  if (Array.isArray(fields)) {
    const parts: readonly AnyType[] = fields;
    const inner = tuple(...parts);
    return {
      fields: parts.map((type) => ({ type })),
      encode: (value, to) => inner.encode(value, to),
      decode: (from) => inner.decode(from) as never,
    };
  }
  const named = Object.entries(fields as NamedFields);
  return {
    fields: named.map(([name, type]) => ({ name, type })),
    encode(value: Readonly<Record<string, unknown>>, to) {
      for (const [name, type] of named) type.encode(value[name], to);
    },
    decode: (from) => Object.fromEntries(named.map(([name, type]) => [name, type.decode(from)])) as never,
  };
}

/** A struct. `path` is what metadata calls it; `parameters` only where clients look at them. */
export function struct<const F extends Fields>(
  path: string,
  fields: F,
  parameters: readonly TypeParameter[] = [],
): Type<FieldsValue<F>> {
  const codec = fieldsCodec(fields);
  return {
    shape: { kind: "struct", path, parameters, fields: codec.fields },
    encode: (value, to) => codec.encode(value, to),
    decode: (from) => codec.decode(from),
  };
}

/** One variant of an enum. */
export interface Variant<F extends Fields = Fields> {
  readonly index: number;
  readonly fields: F;
}

/** A variant with its index on the wire. */
export function variant(index: number): Variant<undefined>;
export function variant<const F extends Fields>(index: number, fields: F): Variant<F>;
export function variant(index: number, fields?: Fields): Variant {
  return { index, fields };
}

export type Variants = Readonly<Record<string, Variant>>;

/** One value of an enum: which variant, and what it carries. */
export type EnumValue<V extends Variants> = {
  readonly [K in keyof V & string]: { readonly type: K; readonly value: FieldsValue<V[K]["fields"]> };
}[keyof V & string];

/** An enum whose variants may carry fields. */
export function enumeration<const V extends Variants>(
  path: string,
  variants: V,
  parameters: readonly TypeParameter[] = [],
): Type<EnumValue<V>> {
  const codecs = Object.entries(variants).map(([name, { index, fields }]) => ({
    name,
    index,
    ...fieldsCodec(fields),
  }));
  const byIndex = new Map(codecs.map((codec) => [codec.index, codec]));
  const byName = new Map(codecs.map((codec) => [codec.name, codec]));
  return {
    shape: {
      kind: "enum",
      path,
      parameters,
      variants: codecs.map(({ name, index, fields }) => ({ name, index, fields })),
    },
    encode(value, to) {
      const codec = byName.get(value.type);
      if (!codec) throw new RangeError(`${path} has no variant ${value.type}`);
      codec.encode(value.value, to.byte(codec.index));
    },
    decode(from) {
      const index = from.byte();
      const codec = byIndex.get(index);
      if (!codec) throw new ScaleError(`${path} has no variant with index ${index}`);
      // A variant's value is what that variant's own fields decode to.
      return { type: codec.name, value: codec.decode(from) } as unknown as EnumValue<V>;
    },
  };
}

/** The errors of a pallet, by name: variants that carry nothing. */
export function errorsOf<const E extends Readonly<Record<string, number>>>(
  path: string,
  indexes: E,
): Type<keyof E & string> {
  const variants = Object.entries(indexes).map(([name, index]) => ({ name, index, fields: [] }));
  const byIndex = new Map(variants.map(({ name, index }) => [index, name]));
  return {
    shape: { kind: "enum", path, parameters: [], variants },
    encode: (name, to) => void to.byte(indexes[name] ?? 0),
    decode(from) {
      const name = byIndex.get(from.byte());
      if (name === undefined) throw new ScaleError(`${path} has no such variant`);
      return name;
    },
  };
}

/** An enum of names alone, held as the name. The index is the position. */
export function names<const N extends readonly string[]>(path: string, list: N): Type<N[number]> {
  return {
    shape: {
      kind: "enum",
      path,
      parameters: [],
      variants: list.map((name, index) => ({ name, index, fields: [] })),
    },
    encode: (value, to) => void to.byte(list.indexOf(value)),
    decode(from) {
      const index = from.byte();
      const name = list[index];
      if (name === undefined) throw new ScaleError(`${path} has no variant with index ${index}`);
      return name;
    },
  };
}
