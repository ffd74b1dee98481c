import type { Clock } from "@headframe/kit";
import type { SignedExtrinsic } from "../execution/extrinsic.js";
import { executeBlock, type BlockOutcome, type RootOperation } from "../execution/execute-block.js";
import { checkValidity, type Invalid } from "../execution/validity.js";
import { timestampStorage } from "../runtime/pallets/timestamp.js";
import { BLOCK_HASH_COUNT } from "../runtime/pallets/system.js";
import type { Hex } from "../scale/hex.js";
import type { Changes, ListableState } from "../state/key-value.js";
import { StorageReader } from "../state/storage.js";
import { VersionedState } from "../state/versioned-state.js";
import { sealBlock, type Block } from "./block.js";
import type { ChainSnapshot } from "./snapshot.js";
import { genesisState, type GenesisOptions } from "./genesis.js";

/** Blocks whose state can still be read, as a real node that prunes keeps them. */
export const STATES_KEPT = 256;

/** A block that has just become the best one, and what it changed. */
export interface NewHead {
  readonly block: Block;
  readonly changes: Changes;
  readonly outcome: BlockOutcome;
}

/** Told of each block, in order. Must not throw. */
export interface ChainListener {
  onHead?(head: NewHead): void;
  /** Blocks that belong to the chain no more, the newest first: another branch follows. */
  onRetracted?(blocks: readonly Block[]): void;
  onFinalized?(block: Block): void;
}

export interface ChainOptions {
  /** What a new chain begins with, or a chain to take up again. */
  readonly origin: GenesisOptions | ChainSnapshot;
  /** How many blocks finality is behind the head. */
  readonly finalityLagBlocks: number;
}

/** The blocks and their states. Keeps the last {@link BLOCK_HASH_COUNT} blocks and {@link STATES_KEPT} states. */
export class Chain {
  readonly #finalityLagBlocks: number;
  readonly #clock: Clock;
  readonly #state = new VersionedState();
  readonly #byHash = new Map<Hex, Block>();
  readonly #byNumber = new Map<number, Block>();
  readonly #listeners = new Set<ChainListener>();
  readonly #genesis: Block;
  #head: Block;
  #finalized: Block;
  /** No block is older, so that none equals one that was retracted. */
  #latestMs = 0;

  constructor({ origin, finalityLagBlocks }: ChainOptions, { clock }: { readonly clock: Clock }) {
    this.#finalityLagBlocks = finalityLagBlocks;
    this.#clock = clock;
    const blocks = "blocks" in origin ? this.#resume(origin) : this.#begin(origin);
    for (const block of blocks) this.#remember(block);
    const [genesis, head] = [blocks[0], blocks.at(-1)];
    if (!genesis || !head) throw new Error("a chain has at least one block");
    this.#genesis = genesis;
    this.#head = head;
    this.#finalized =
      ("blocks" in origin ? this.#byNumber.get(origin.finalizedNumber) : undefined) ?? genesis;
  }

  #begin(genesis: GenesisOptions): readonly Block[] {
    const changes = genesisState(genesis);
    this.#state.commit(0, changes);
    return [sealBlock(undefined, changes, [])];
  }

  #resume({ state, blocks }: ChainSnapshot): readonly Block[] {
    this.#state.restore(state);
    return blocks;
  }

  /** All that is needed to take this chain up again. */
  snapshot(): ChainSnapshot {
    return {
      finalizedNumber: this.#finalized.number,
      blocks: [...this.#byNumber.values()].toSorted((a, b) => a.number - b.number),
      state: this.#state.entries(),
    };
  }

  get genesisHash(): Hex {
    return this.#genesis.hash;
  }

  get head(): Block {
    return this.#head;
  }

  get finalized(): Block {
    return this.#finalized;
  }

  blockByHash(hash: Hex): Block | undefined {
    return this.#byHash.get(hash);
  }

  blockByNumber(number: number): Block | undefined {
    return this.#byNumber.get(number);
  }

  /** The state after `block`; `undefined` once it is too old. */
  stateAt(block: Block): ListableState | undefined {
    if (block.number <= this.#head.number - STATES_KEPT) return undefined;
    return this.#state.at(block.number);
  }

  /** The state after the best block. */
  get headState(): ListableState {
    return this.#state.at(this.#head.number);
  }

  listen(listener: ChainListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Whether `extrinsic` could go into the next block. */
  validate(extrinsic: SignedExtrinsic): Invalid | undefined {
    return checkValidity(extrinsic, {
      storage: new StorageReader(this.headState),
      block: this.#head.number + 1,
      genesisHash: this.#genesis.hash,
      blockHash: (number) => this.#hashOf(number),
    });
  }

  /** Builds the next block from these transactions, and tells the listeners. */
  produce(
    extrinsics: readonly SignedExtrinsic[],
    rootOperations: readonly RootOperation[] = [],
  ): BlockOutcome {
    const parent = this.#head;
    const outcome = executeBlock(this.headState, {
      number: parent.number + 1,
      parentHash: parent.hash,
      genesisHash: this.#genesis.hash,
      timestampMs: this.#nextTimestampMs(),
      blockHash: (number) => this.#hashOf(number),
      extrinsics,
      rootOperations,
    });
    const block = sealBlock(parent, outcome.changes, outcome.body);
    this.#state.commit(block.number, outcome.changes);
    this.#remember(block);
    this.#head = block;
    this.#forgetOld();
    for (const listener of this.#listeners) listener.onHead?.({ block, changes: outcome.changes, outcome });
    this.#finalize();
    return outcome;
  }

  /**
   * Takes back the newest `depth` blocks, which must not be final; the next block begins another branch. Their hashes
   * are unknown from then on.
   */
  retract(depth: number): void {
    const last = this.#head.number - depth;
    const fork = this.#byNumber.get(last);
    if (!fork || last < this.#finalized.number) {
      throw new RangeError(`block ${last + 1} is final: a fork cannot go ${depth} blocks back`);
    }
    const retracted: Block[] = [];
    for (let number = this.#head.number; number > last; number--) {
      const block = this.#byNumber.get(number);
      if (!block) continue;
      retracted.push(block);
      this.#byNumber.delete(number);
      this.#byHash.delete(block.hash);
    }
    this.#latestMs = this.#nextTimestampMs();
    this.#state.rollBack(last);
    this.#head = fork;
    for (const listener of this.#listeners) listener.onRetracted?.(retracted);
  }

  /** The time of our clock; a block is later than its parent and than what it replaces, even if the clock was set back. */
  #nextTimestampMs(): number {
    const parentMs = Number(new StorageReader(this.headState).get(timestampStorage.Now));
    return Math.max(this.#clock.nowMs(), parentMs + 1, this.#latestMs);
  }

  #finalize(): void {
    const target = this.#head.number - this.#finalityLagBlocks;
    for (let number = this.#finalized.number + 1; number <= target; number++) {
      const block = this.#byNumber.get(number);
      if (!block) continue;
      this.#finalized = block;
      for (const listener of this.#listeners) listener.onFinalized?.(block);
    }
  }

  #hashOf(number: number): Hex | undefined {
    if (number < this.#head.number - BLOCK_HASH_COUNT) return undefined;
    return this.#byNumber.get(number)?.hash;
  }

  #remember(block: Block): void {
    this.#byHash.set(block.hash, block);
    this.#byNumber.set(block.number, block);
  }

  /** The genesis block stays: clients ask for its hash whenever they connect. */
  #forgetOld(): void {
    const old = this.#byNumber.get(this.#head.number - BLOCK_HASH_COUNT - 1);
    if (old && old.number > 0) {
      this.#byNumber.delete(old.number);
      this.#byHash.delete(old.hash);
    }
    this.#state.prune(Math.max(0, this.#head.number - STATES_KEPT + 1));
  }
}
