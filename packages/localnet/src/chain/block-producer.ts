import { every, type Logger } from "@headframe/kit";
import type { RootOperation } from "../execution/execute-block.js";
import type { Chain } from "./chain.js";
import type { TransactionPool } from "./transaction-pool.js";

/** Blocks at regular times, or one as soon as there is something to put into it. */
export type BlockTime = number | "instant";

/** Decides when a block is built. */
export class BlockProducer {
  readonly #blockTimeMs: BlockTime;
  readonly #chain: Chain;
  readonly #logger: Logger;
  readonly #operations: RootOperation[] = [];
  #pool: TransactionPool | undefined;
  #stop: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();
  #isScheduled = false;

  constructor(blockTimeMs: BlockTime, dependencies: { readonly chain: Chain; readonly logger: Logger }) {
    this.#blockTimeMs = blockTimeMs;
    this.#chain = dependencies.chain;
    this.#logger = dependencies.logger;
  }

  /** Begins to build blocks from `pool`. */
  start(pool: TransactionPool): void {
    this.#pool = pool;
    this.#stop = new AbortController();
    if (this.#blockTimeMs === "instant") return;
    this.#running = every(() => void this.produce(), {
      intervalMs: this.#blockTimeMs,
      initialDelayMs: this.#blockTimeMs,
      signal: this.#stop.signal,
      onError: (error) => this.#logger.error({ err: error }, "a block could not be built"),
    });
  }

  async stop(): Promise<void> {
    this.#stop?.abort();
    await this.#running;
  }

  /** Called when a transaction is ready. What arrives in the same turn of the event loop shares a block. */
  wake(): void {
    if (this.#blockTimeMs !== "instant" || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#stop?.signal.aborted === false) this.produce();
    });
  }

  /** Carries out `operation` at the beginning of the next block, which is built now. */
  runAsRoot(operation: RootOperation): void {
    this.#operations.push(operation);
    this.produce();
  }

  /** Builds a block now. */
  produce(): void {
    const { number, hash } = this.#produceBlock();
    this.#logger.debug({ number, hash }, "block built");
  }

  #produceBlock(): Chain["head"] {
    this.#chain.produce(this.#pool?.ready ?? [], this.#operations.splice(0));
    return this.#chain.head;
  }
}
