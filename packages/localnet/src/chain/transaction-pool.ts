import type { SignedExtrinsic } from "../execution/extrinsic.js";
import type { Invalid } from "../execution/validity.js";
import { systemStorage } from "../runtime/pallets/system.js";
import type { Hex } from "../scale/hex.js";
import { StorageReader } from "../state/storage.js";
import type { Block } from "./block.js";
import type { Chain, NewHead } from "./chain.js";

/** Transactions that wait; beyond that, new ones are dropped at once. */
export const POOL_CAPACITY = 8192;

/** What becomes of a transaction that somebody watches (`author_submitAndWatchExtrinsic`). */
export type TransactionStatus =
  | { readonly status: "future" | "ready" | "dropped" | "invalid" }
  | {
      readonly status: "inBlock" | "finalized" | "retracted" | "finalityTimeout" | "usurped";
      readonly hash: Hex;
    };

/** Why a transaction was not let in. */
export type Refusal =
  | { readonly kind: "invalid"; readonly invalid: Invalid }
  | { readonly kind: "already-imported"; readonly hash: Hex }
  | { readonly kind: "priority-too-low" }
  | { readonly kind: "full" };

interface Entry {
  readonly extrinsic: SignedExtrinsic;
  watcher: ((status: TransactionStatus) => void) | undefined;
  isReady: boolean;
}

/** Transactions between their submission and their block, and those in blocks that are not final yet. */
export class TransactionPool {
  readonly #chain: Chain;
  readonly #onReady: () => void;
  /** By signer and nonce: at most one transaction each. */
  readonly #waiting = new Map<string, Entry>();
  readonly #included = new Map<Hex, Entry[]>();

  /** `onReady` is called when something could go into a block. */
  constructor(chain: Chain, onReady: () => void) {
    this.#chain = chain;
    this.#onReady = onReady;
    chain.listen({ onHead: (head) => this.#onHead(head), onFinalized: (block) => this.#onFinalized(block) });
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Takes a transaction in, or says why not. */
  submit(extrinsic: SignedExtrinsic): Refusal | undefined {
    const slot = slotOf(extrinsic);
    const occupant = this.#waiting.get(slot);
    if (occupant?.extrinsic.hash === extrinsic.hash)
      return { kind: "already-imported", hash: extrinsic.hash };
    const invalid = this.#chain.validate(extrinsic);
    if (invalid && invalid.reason !== "future") return { kind: "invalid", invalid };
    // Priorities depend on the class of the call alone, so no second one can be better than the first.
    if (occupant) return { kind: "priority-too-low" };
    if (this.#waiting.size >= POOL_CAPACITY) return { kind: "full" };
    this.#waiting.set(slot, { extrinsic, watcher: undefined, isReady: false });
    this.#promote();
    return undefined;
  }

  /** Tells `watcher` of each change from now on, beginning with where the transaction stands. */
  watch(extrinsic: SignedExtrinsic, watcher: (status: TransactionStatus) => void): () => void {
    const entry = this.#waiting.get(slotOf(extrinsic));
    if (!entry) return () => undefined;
    entry.watcher = watcher;
    watcher({ status: entry.isReady ? "ready" : "future" });
    return () => {
      entry.watcher = undefined;
    };
  }

  /** The nonce that `account` should use next: after its transactions that are ready. */
  nextNonce(account: Hex): number {
    let { nonce } = new StorageReader(this.#chain.headState).get(systemStorage.Account, account);
    while (this.#waiting.has(`${account}/${nonce}`)) nonce++;
    return nonce;
  }

  /** The ready transactions as they would go into a block: by nonce, and as they came. */
  get ready(): readonly SignedExtrinsic[] {
    const ready = [...this.#waiting.values()]
      .filter(({ isReady }) => isReady)
      .map(({ extrinsic }) => extrinsic);
    return ready.toSorted((a, b) => a.nonce - b.nonce);
  }

  /** Marks as ready what has no gap of nonces before it. */
  #promote(): void {
    const storage = new StorageReader(this.#chain.headState);
    let anyReady = false;
    for (const entry of this.#waiting.values()) {
      if (entry.isReady) continue;
      const { signer, nonce } = entry.extrinsic;
      let before = storage.get(systemStorage.Account, signer).nonce;
      while (before < nonce && this.#waiting.has(`${signer}/${before}`)) before++;
      if (before < nonce) continue;
      entry.isReady = true;
      anyReady = true;
      entry.watcher?.({ status: "ready" });
    }
    if (anyReady) this.#onReady();
  }

  #onHead({ block, outcome }: NewHead): void {
    const included: Entry[] = [];
    for (const extrinsic of outcome?.included ?? []) {
      const entry = this.#remove(extrinsic);
      if (!entry) continue;
      included.push(entry);
      entry.watcher?.({ status: "inBlock", hash: block.hash });
    }
    for (const { extrinsic, invalid } of outcome?.refused ?? []) {
      if (invalid.reason !== "future") this.#remove(extrinsic)?.watcher?.({ status: "invalid" });
    }
    this.#included.set(block.hash, included);
    this.#promote();
  }

  #onFinalized(block: Block): void {
    for (const entry of this.#included.get(block.hash) ?? []) {
      entry.watcher?.({ status: "finalized", hash: block.hash });
    }
    this.#included.delete(block.hash);
  }

  #remove(extrinsic: SignedExtrinsic): Entry | undefined {
    const slot = slotOf(extrinsic);
    const entry = this.#waiting.get(slot);
    this.#waiting.delete(slot);
    return entry;
  }
}

function slotOf({ signer, nonce }: SignedExtrinsic): string {
  return `${signer}/${nonce}`;
}
