import type { AnyType, Type } from "../scale/type.js";
import type { Hasher } from "../state/hashers.js";

/** One key of a storage map: its type, and how it is hashed into the storage key. */
export interface KeyPart<T> {
  readonly hasher: Hasher;
  readonly type: Type<T>;
}

export type KeyParts<Keys extends readonly unknown[]> = { readonly [K in keyof Keys]: KeyPart<Keys[K]> };

/**
 * One storage item. An unset value reads as `fallback`; where that is `undefined`, metadata says `Optional`.
 */
export interface StorageItem<Keys extends readonly unknown[], V, Unset extends V | undefined> {
  readonly pallet: string;
  readonly name: string;
  readonly keys: KeyParts<Keys>;
  readonly value: Type<V>;
  readonly fallback: Unset;
}

/** Any storage item, where its types do not matter. */
export interface AnyStorageItem {
  readonly pallet: string;
  readonly name: string;
  readonly keys: readonly KeyPart<unknown>[];
  readonly value: AnyType;
  readonly fallback: unknown;
}

type Draft<Item> = Omit<Item, "pallet" | "name">;
type Drafts = Readonly<Record<string, Draft<AnyStorageItem>>>;
type Finished<D extends Drafts> = {
  readonly [N in keyof D]: D[N] extends Draft<StorageItem<infer Keys, infer V, infer Unset>>
    ? StorageItem<Keys, V, Unset>
    : never;
};

/** Gives each item its pallet and its name. */
export function storageOf<const D extends Drafts>(pallet: string, drafts: D): Finished<D> {
  const items = Object.entries(drafts).map(([name, draft]) => [name, { ...draft, pallet, name }]);
  return Object.fromEntries(items) as Finished<D>;
}

/** An item that is nothing while unset. */
export function optional<const Keys extends readonly unknown[], V>(
  keys: KeyParts<Keys>,
  value: Type<V>,
): Draft<StorageItem<Keys, V, undefined>> {
  return { keys, value, fallback: undefined };
}

/** An item that reads as `fallback` while unset. */
export function withDefault<const Keys extends readonly unknown[], V>(
  keys: KeyParts<Keys>,
  value: Type<V>,
  fallback: V,
): Draft<StorageItem<Keys, V, V>> {
  return { keys, value, fallback };
}

export function identity<T>(type: Type<T>): KeyPart<T> {
  return { hasher: "Identity", type };
}

export function blake2<T>(type: Type<T>): KeyPart<T> {
  return { hasher: "Blake2_128Concat", type };
}

export function twox64<T>(type: Type<T>): KeyPart<T> {
  return { hasher: "Twox64Concat", type };
}
