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
  readonly #stop = new AbortController();
  #pool: TransactionPool | undefined;
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
    if (this.#blockTimeMs === "instant") return;
    this.#running = every(() => this.#tryToProduce(), {
      intervalMs: this.#blockTimeMs,
      initialDelayMs: this.#blockTimeMs,
      signal: this.#stop.signal,
      onError: (error) => this.#logger.error({ err: error }, "a block could not be built"),
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Called when a transaction is ready. What arrives in the same turn of the event loop shares a block. */
  wake(): void {
    if (this.#blockTimeMs !== "instant" || this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      const isNeeded = !this.#stop.signal.aborted && (this.#pool?.ready.length ?? 0) > 0;
      if (isNeeded) this.#tryToProduce();
    });
  }

  /** Builds a block now, beginning with what is done from outside. */
  produce(rootOperations: readonly RootOperation[] = []): void {
    this.#chain.produce(this.#pool?.ready ?? [], rootOperations);
    const { number, hash } = this.#chain.head;
    this.#logger.debug({ number, hash }, "block built");
  }

  /** A transaction that our runtime stumbles over must not stop the chain: what was ready is given up. */
  #tryToProduce(): void {
    const ready = this.#pool?.ready ?? [];
    try {
      this.produce();
    } catch (error) {
      this.#logger.error({ err: error, transactions: ready.length }, "a block could not be built");
      this.#pool?.drop(ready);
    }
  }
}
