import { blake2AsU8a } from "@polkadot/util-crypto";
import type { SignedExtrinsic } from "../execution/extrinsic.js";
import type { Invalid } from "../execution/validity.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { eraDeath } from "../runtime/types/era.js";
import { fromHex, toHex, type Hex } from "../scale/hex.js";
import { StorageReader } from "../state/storage.js";
import type { Block } from "./block.js";
import type { Chain, NewHead } from "./chain.js";

/** Transactions that wait; beyond that, new ones are dropped at once. */
const DEFAULT_CAPACITY = 8192;

/** Transactions that a block takes at most. */
const MOST_PER_BLOCK = 512;

/** What becomes of a transaction that somebody watches (`author_submitAndWatchExtrinsic`). */
export type TransactionStatus =
  | { readonly status: "future" | "ready" | "invalid" | "dropped" }
  /** `hash`: of the block; with `usurped`, of the transaction that took its place. */
  | { readonly status: "inBlock" | "retracted" | "finalized" | "usurped"; readonly hash: Hex };

/** Why a transaction was not let in. */
export type Refusal =
  | { readonly kind: "invalid"; readonly invalid: Invalid }
  | { readonly kind: "already-imported"; readonly hash: Hex }
  | { readonly kind: "priority-too-low" }
  | { readonly kind: "full" };

interface Entry {
  readonly extrinsic: SignedExtrinsic;
  /** The first block that the transaction is too old for. */
  readonly death: number;
  watcher: ((status: TransactionStatus) => void) | undefined;
  isReady: boolean;
}

/** Transactions between their submission and their block, and those in blocks that are not final yet. */
export class TransactionPool {
  readonly #chain: Chain;
  readonly #onReady: () => void;
  readonly #capacity: number;
  /** By signer and nonce: at most one transaction each. */
  readonly #waiting = new Map<string, Entry>();
  readonly #included = new Map<Hex, readonly Entry[]>();
  readonly #stopListening: () => void;

  /** `onReady` is called when something could go into a block. */
  constructor(chain: Chain, onReady: () => void, capacity = DEFAULT_CAPACITY) {
    this.#chain = chain;
    this.#onReady = onReady;
    this.#capacity = capacity;
    this.#stopListening = chain.listen({
      onHead: (head) => this.#onHead(head),
      onRetracted: (blocks) => this.#onRetracted(blocks),
      onFinalized: (block) => this.#onFinalized(block),
    });
  }

  /** Those that could go into the next block: by nonce, and as they came. At most {@link MOST_PER_BLOCK}. */
  get ready(): readonly SignedExtrinsic[] {
    const ready = [...this.#waiting.values()]
      .filter(({ isReady }) => isReady)
      .map(({ extrinsic }) => extrinsic);
    return ready.toSorted((a, b) => a.nonce - b.nonce).slice(0, MOST_PER_BLOCK);
  }

  /** Takes a transaction in, or says why not. */
  submit(extrinsic: SignedExtrinsic): Refusal | undefined {
    const occupant = this.#waiting.get(slotOf(extrinsic));
    if (occupant?.extrinsic.hash === extrinsic.hash)
      return { kind: "already-imported", hash: extrinsic.hash };
    const invalid = this.#chain.validate(extrinsic);
    if (invalid && invalid.reason !== "future") return { kind: "invalid", invalid };
    // Priorities depend on the class of the call alone, so no second one can be better than the first.
    if (occupant) return { kind: "priority-too-low" };
    if (this.#waiting.size >= this.#capacity) return { kind: "full" };
    const death = eraDeath(extrinsic.era, this.#chain.head.number + 1);
    this.#waiting.set(slotOf(extrinsic), { extrinsic, death, watcher: undefined, isReady: false });
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

  /** The nonce that `account` should use next: after those of its transactions that wait without a gap. */
  nextNonce(account: Hex): number {
    let { nonce } = new StorageReader(this.#chain.headState).get(systemStorage.Account, account);
    while (this.#waiting.has(`${account}/${nonce}`)) nonce++;
    return nonce;
  }

  /** Gives these transactions up. */
  drop(extrinsics: readonly SignedExtrinsic[]): void {
    for (const extrinsic of extrinsics) this.#remove(extrinsic)?.watcher?.({ status: "dropped" });
  }

  /** Gives up all that waits, with this as its last status. `usurped` names a transaction that nobody knows. */
  end(status: "usurped" | "dropped" | "invalid"): void {
    const ended = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { extrinsic, watcher } of ended) {
      watcher?.(status === "usurped" ? { status, hash: usurperOf(extrinsic.hash) } : { status });
    }
  }

  /** Gives everything up; nothing is taken from the chain any more. */
  close(): void {
    this.#stopListening();
    this.drop([...this.#waiting.values()].map(({ extrinsic }) => extrinsic));
    this.#included.clear();
  }

  /** Marks as ready what has no gap of nonces before it. */
  #promote(): void {
    const storage = new StorageReader(this.#chain.headState);
    for (const entry of this.#waiting.values()) {
      if (entry.isReady) continue;
      const { signer, nonce } = entry.extrinsic;
      let before = storage.get(systemStorage.Account, signer).nonce;
      while (before < nonce && this.#waiting.has(`${signer}/${before}`)) before++;
      if (before < nonce) continue;
      entry.isReady = true;
      entry.watcher?.({ status: "ready" });
    }
    if ([...this.#waiting.values()].some(({ isReady }) => isReady)) this.#onReady();
  }

  #onHead({ block, outcome }: NewHead): void {
    const included: Entry[] = [];
    for (const extrinsic of outcome.included) {
      const entry = this.#remove(extrinsic);
      if (!entry) continue;
      included.push(entry);
      entry.watcher?.({ status: "inBlock", hash: block.hash });
    }
    if (included.length > 0) this.#included.set(block.hash, included);
    for (const { extrinsic, invalid } of outcome.refused) this.#onRefused(extrinsic, invalid);
    for (const { extrinsic, death, watcher } of this.#waiting.values()) {
      if (death > block.number + 1) continue;
      this.#remove(extrinsic);
      watcher?.({ status: "invalid" });
    }
    this.#promote();
  }

  /** What was in these blocks waits again. */
  #onRetracted(blocks: readonly Block[]): void {
    for (const { hash } of blocks) {
      for (const entry of this.#included.get(hash) ?? []) {
        entry.watcher?.({ status: "retracted", hash });
        entry.isReady = false;
        this.#waiting.set(slotOf(entry.extrinsic), entry);
      }
      this.#included.delete(hash);
    }
    this.#promote();
  }

  #onRefused(extrinsic: SignedExtrinsic, invalid: Invalid): void {
    const entry = this.#waiting.get(slotOf(extrinsic));
    if (!entry) return;
    if (invalid.reason === "future") {
      // One with a lower nonce fell out: this one waits for another to take its place.
      entry.isReady = false;
      entry.watcher?.({ status: "future" });
    } else {
      this.#remove(extrinsic);
      entry.watcher?.({ status: "invalid" });
    }
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

/** The hash of no transaction: that of `hash`. */
function usurperOf(hash: Hex): Hex {
  return toHex(blake2AsU8a(fromHex(hash), 256));
}

function slotOf({ signer, nonce }: SignedExtrinsic): string {
  return `${signer}/${nonce}`;
}
