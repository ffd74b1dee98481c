import { type Clock, every, type Logger, type Service } from "@headframe/kit";

/** Records that grow. */
export interface Prunable {
  /** Deletes what ended before `beforeMs` and cannot matter any more. */
  prune(beforeMs: number): Promise<void>;
}

export interface HousekeepingParts {
  readonly prunes: readonly Prunable[];
  readonly clock: Clock;
  readonly logger: Logger;
}

const INTERVAL_MS = 60 * 60_000;

/** Not during the start, which has better things to do. */
const INITIAL_DELAY_MS = 60_000;

/** Keeps the database from growing for ever. */
export class Housekeeping implements Service {
  readonly name = "housekeeping";
  readonly #retentionMs: number;
  readonly #parts: HousekeepingParts;
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor({ retentionMs }: { readonly retentionMs: number }, parts: HousekeepingParts) {
    this.#retentionMs = retentionMs;
    this.#parts = parts;
  }

  async start(): Promise<void> {
    this.#loop = every(() => this.prune(), {
      intervalMs: INTERVAL_MS,
      initialDelayMs: INITIAL_DELAY_MS,
      signal: this.#stopping.signal,
      onError: (err) => this.#parts.logger.error({ err }, "old records were not deleted"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  /** Deletes what is too old now. */
  async prune(): Promise<void> {
    const beforeMs = this.#parts.clock.nowMs() - this.#retentionMs;
    for (const records of this.#parts.prunes) await records.prune(beforeMs);
  }
}
