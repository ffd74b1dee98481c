import type { FieldsValue, NamedFields } from "../scale/composites.js";
import type { AnyType, Type } from "../scale/type.js";
import type { AnyStorageItem } from "./storage-item.js";

/** A value that the runtime fixes. */
export interface Constant<T = unknown> {
  readonly type: Type<T>;
  readonly value: T;
}

export function constant<T>(type: Type<T>, value: T): Constant<T> {
  return { type, value };
}

/** All that metadata says about a pallet. `index` is its place in the outer enums, on the wire. */
export interface Pallet {
  readonly name: string;
  readonly index: number;
  readonly storage?: Readonly<Record<string, AnyStorageItem>>;
  /** The enum of its calls; likewise of its events and errors. */
  readonly calls?: AnyType;
  readonly events?: AnyType;
  readonly errors?: AnyType;
  readonly constants?: Readonly<Record<string, Constant>>;
}

/** One method of a runtime API, called by `state_call` as `<Api>_<method>`. */
export interface ApiMethod<I extends NamedFields = NamedFields, O = unknown> {
  readonly inputs: I;
  readonly output: Type<O>;
}

export function method<const I extends NamedFields, O>(inputs: I, output: Type<O>): ApiMethod<I, O> {
  return { inputs, output };
}

/** A runtime API: its version and methods. */
export interface RuntimeApi<
  M extends Readonly<Record<string, ApiMethod>> = Readonly<Record<string, ApiMethod>>,
> {
  readonly version: number;
  readonly methods: M;
}

export type RuntimeApis = Readonly<Record<string, RuntimeApi>>;

/** What implements one method. */
export type ApiHandler<Context, M> =
  M extends ApiMethod<infer I, infer O> ? (context: Context, input: FieldsValue<I>) => O : never;

/** What implements all methods of all APIs. */
export type ApiHandlers<Context, Apis extends RuntimeApis> = {
  readonly [A in keyof Apis]: {
    readonly [M in keyof Apis[A]["methods"]]: ApiHandler<Context, Apis[A]["methods"][M]>;
  };
};

/** A transaction extension: what it adds to a transaction, and what it adds to the signed payload alone. */
export interface TransactionExtension {
  readonly identifier: string;
  readonly type: AnyType;
  readonly additionalSigned: AnyType;
}

/** Everything that metadata is generated from. */
export interface RuntimeDescription {
  readonly pallets: readonly Pallet[];
  readonly apis: RuntimeApis;
  readonly outer: { readonly call: AnyType; readonly event: AnyType; readonly error: AnyType };
  readonly extrinsic: {
    readonly version: number;
    readonly type: AnyType;
    readonly address: AnyType;
    readonly signature: AnyType;
    readonly extra: AnyType;
    readonly extensions: readonly TransactionExtension[];
  };
  readonly runtime: AnyType;
}
