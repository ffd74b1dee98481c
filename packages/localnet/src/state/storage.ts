import { encode, decode } from "../scale/type.js";
import { toHex, type Hex } from "../scale/hex.js";
import type { AnyStorageItem, StorageItem } from "../metadata/storage-item.js";
import { hashKey, twox128 } from "./hashers.js";
import type { Overlay, ReadableState } from "./key-value.js";

const prefixes = new WeakMap<AnyStorageItem, Uint8Array>();

/** The storage key of `item` for `keys`; with fewer keys than the item has, the prefix that all such entries share. */
export function storageKey(item: AnyStorageItem, keys: readonly unknown[]): Hex {
  let prefix = prefixes.get(item);
  if (!prefix) {
    prefix = Buffer.concat([twox128(item.pallet), twox128(item.name)]);
    prefixes.set(item, prefix);
  }
  const parts = item.keys
    .slice(0, keys.length)
    .map(({ hasher, type }, index) => hashKey(hasher, encode(type, keys[index])));
  return toHex(Buffer.concat([prefix, ...parts]));
}

/** Reads storage items as typed values. */
export class StorageReader {
  readonly #state: ReadableState;

  constructor(state: ReadableState) {
    this.#state = state;
  }

  /** The value, or what the item reads as while unset. */
  get<K extends readonly unknown[], V, U extends V | undefined>(
    item: StorageItem<K, V, U>,
    ...keys: K
  ): V | U {
    const raw = this.#state.get(storageKey(item, keys));
    return raw === undefined ? item.fallback : decode(item.value, raw);
  }

  has<K extends readonly unknown[], V, U extends V | undefined>(
    item: StorageItem<K, V, U>,
    ...keys: K
  ): boolean {
    return this.#state.get(storageKey(item, keys)) !== undefined;
  }
}

/** Reads and writes storage items. */
export class Storage extends StorageReader {
  readonly #overlay: Overlay;

  constructor(overlay: Overlay) {
    super(overlay);
    this.#overlay = overlay;
  }

  put<K extends readonly unknown[], V, U extends V | undefined>(
    item: StorageItem<K, V, U>,
    keys: K,
    value: V,
  ): void {
    this.#overlay.set(storageKey(item, keys), encode(item.value, value));
  }

  remove<K extends readonly unknown[], V, U extends V | undefined>(
    item: StorageItem<K, V, U>,
    ...keys: K
  ): void {
    this.#overlay.set(storageKey(item, keys), undefined);
  }

  /** Puts what `change` makes of the value. */
  mutate<K extends readonly unknown[], V, U extends V | undefined>(
    item: StorageItem<K, V, U>,
    keys: K,
    change: (value: V | U) => V,
  ): void {
    this.put(item, keys, change(this.get(item, ...keys)));
  }
}
