import type { Hex } from "../scale/hex.js";

/** A state that can be read: encoded values by storage key. */
export interface ReadableState {
  get(key: Hex): Uint8Array | undefined;
}

/** A state whose entries can be listed. */
export interface ListableState extends ReadableState {
  /** The keys that begin with `prefix`, in ascending order. */
  keys(prefix: Hex): readonly Hex[];
}

/** What a block or a call changed: new values, `undefined` where an entry was removed. */
export type Changes = ReadonlyMap<Hex, Uint8Array | undefined>;

/** Changes on top of a state that is left as it is. */
export class Overlay implements ReadableState {
  readonly #below: ReadableState;
  readonly #changes = new Map<Hex, Uint8Array | undefined>();

  constructor(below: ReadableState) {
    this.#below = below;
  }

  get changes(): Changes {
    return this.#changes;
  }

  get(key: Hex): Uint8Array | undefined {
    return this.#changes.has(key) ? this.#changes.get(key) : this.#below.get(key);
  }

  set(key: Hex, value: Uint8Array | undefined): void {
    this.#changes.set(key, value);
  }

  /** Carries the changes over to the overlay below. */
  applyTo(target: Overlay): void {
    for (const [key, value] of this.#changes) target.set(key, value);
  }
}
