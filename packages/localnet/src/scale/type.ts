import { ScaleReader } from "./reader.js";
import { ScaleWriter } from "./writer.js";

/** The primitive types of the type system that metadata uses (`scale-info`), in the order of their encoding. */
export const PRIMITIVES = [
  "bool",
  "char",
  "str",
  "u8",
  "u16",
  "u32",
  "u64",
  "u128",
  "u256",
  "i8",
  "i16",
  "i32",
  "i64",
  "i128",
  "i256",
] as const;
export type PrimitiveName = (typeof PRIMITIVES)[number];

/** One field of a struct or of an enum's variant; tuple-like ones have no name. */
export interface FieldShape {
  readonly name?: string;
  readonly type: AnyType;
}

export interface VariantShape {
  readonly name: string;
  readonly index: number;
  readonly fields: readonly FieldShape[];
}

/** A type parameter as metadata lists it. Clients look into those of well-known wrappers. */
export interface TypeParameter {
  readonly name: string;
  readonly type?: AnyType;
}

interface Named {
  /** As Rust spells it, `::` between the parts. */
  readonly path: string;
  readonly parameters: readonly TypeParameter[];
}

/** What metadata tells about a type. */
export type Shape =
  | { readonly kind: "primitive"; readonly name: PrimitiveName }
  | { readonly kind: "compact"; readonly of: AnyType }
  | { readonly kind: "sequence"; readonly of: AnyType }
  | { readonly kind: "array"; readonly length: number; readonly of: AnyType }
  | { readonly kind: "tuple"; readonly of: readonly AnyType[] }
  | ({ readonly kind: "struct"; readonly fields: readonly FieldShape[] } & Named)
  | ({ readonly kind: "enum"; readonly variants: readonly VariantShape[] } & Named);

/**
 * One type of the chain: how metadata describes it and how its values are encoded.
 *
 * `T` is how we hold a value: whole numbers up to 32 bits are `number`, wider ones `bigint`; byte strings are hex.
 */
export interface Type<T> {
  readonly shape: Shape;
  encode(value: T, to: ScaleWriter): void;
  decode(from: ScaleReader): T;
}

/** Any type, where the values do not matter. */
export type AnyType = Type<unknown>;

/** How values of a {@link Type} are held. */
export type ValueOf<X> = X extends Type<infer T> ? T : never;

/** The encoding of one value. */
export function encode<T>(type: Type<T>, value: T): Uint8Array {
  const writer = new ScaleWriter();
  type.encode(value, writer);
  return writer.finish();
}

/** The value that exactly these bytes stand for. Throws {@link ScaleError}. */
export function decode<T>(type: Type<T>, bytes: Uint8Array): T {
  const reader = new ScaleReader(bytes);
  const value = type.decode(reader);
  reader.end();
  return value;
}
