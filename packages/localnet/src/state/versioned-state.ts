import type { Hex } from "../scale/hex.js";
import type { Changes, ListableState } from "./key-value.js";

/** A value from the block `since` on; `undefined` from where it was removed. */
interface Version {
  readonly since: number;
  readonly value: Uint8Array | undefined;
}

/** One entry's history, oldest first, as it is stored. */
export type EntryHistory = readonly [
  key: Hex,
  versions: readonly (readonly [since: number, value: Uint8Array | undefined])[],
];

/** The state after each of the last blocks: per key, the values it had. */
export class VersionedState {
  readonly #versions = new Map<Hex, Version[]>();
  /** The entries that each block changed, for those blocks whose predecessors are still to be forgotten. */
  readonly #changedIn = new Map<number, readonly Hex[]>();

  /** The state after block `block`. It changes no more once that block is committed. */
  at(block: number): ListableState {
    return {
      get: (key) => valueAt(this.#versions.get(key), block),
      keys: (prefix) =>
        [...this.#versions.keys()]
          .filter((key) => key.startsWith(prefix) && valueAt(this.#versions.get(key), block) !== undefined)
          .toSorted(),
    };
  }

  /** Adds what block `block` changed. Blocks are committed in order. */
  commit(block: number, changes: Changes): void {
    this.#changedIn.set(block, [...changes.keys()]);
    for (const [key, value] of changes) {
      const versions = this.#versions.get(key);
      if (versions) versions.push({ since: block, value });
      else if (value !== undefined) this.#versions.set(key, [{ since: block, value }]);
    }
  }

  /** Takes back what the blocks after `block` changed. Only as far back as nothing was pruned. */
  rollBack(block: number): void {
    for (const [changed, keys] of this.#changedIn) {
      if (changed <= block) continue;
      for (const key of keys) {
        const kept = (this.#versions.get(key) ?? []).filter(({ since }) => since <= block);
        if (kept.length > 0) this.#versions.set(key, kept);
        else this.#versions.delete(key);
      }
      this.#changedIn.delete(changed);
    }
  }

  /** Forgets what only blocks before `oldest` can see. */
  prune(oldest: number): void {
    for (const [block, keys] of this.#changedIn) {
      // Blocks were committed in order, and a map keeps it.
      if (block > oldest) return;
      for (const key of keys) this.#forgetBefore(key, oldest);
      this.#changedIn.delete(block);
    }
  }

  #forgetBefore(key: Hex, oldest: number): void {
    const versions = this.#versions.get(key);
    if (!versions) return;
    const visible = versions.findLastIndex(({ since }) => since <= oldest);
    if (visible > 0) versions.splice(0, visible);
    if (versions.length === 1 && versions[0]?.value === undefined) this.#versions.delete(key);
  }

  entries(): readonly EntryHistory[] {
    return [...this.#versions].map(([key, list]) => [key, list.map(({ since, value }) => [since, value])]);
  }

  /** Takes over what {@link entries} gave. */
  restore(entries: readonly EntryHistory[]): void {
    const changedIn = new Map<number, Hex[]>();
    for (const [key, list] of entries) {
      this.#versions.set(
        key,
        list.map(([since, value]) => ({ since, value })),
      );
      for (const [since] of list) changedIn.set(since, [...(changedIn.get(since) ?? []), key]);
    }
    for (const [block, keys] of [...changedIn].toSorted(([a], [b]) => a - b))
      this.#changedIn.set(block, keys);
  }
}

function valueAt(versions: readonly Version[] | undefined, block: number): Uint8Array | undefined {
  return versions?.findLast(({ since }) => since <= block)?.value;
}
