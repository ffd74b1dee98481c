import type { Knex } from "knex";
import { DatabaseError } from "./errors.js";

/** Transactions that may wait for their turn. Beyond it the database is not keeping up, and waiting makes it worse. */
const MAX_WAITING = 1000;

/**
 * The one writer of the database. SQLite has one anyway; taking turns here, rather than at the file's lock, makes
 * them fair and costs no retries.
 */
export class Writer {
  readonly #knex: Knex;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Runs `work` in a transaction of its own, after those before it. Rejects with `database/overloaded`. */
  transaction<Result>(work: (transaction: Knex.Transaction) => Promise<Result>): Promise<Result> {
    return this.#enqueue(() => this.#knex.transaction(work));
  }

  /** Runs a single statement, which is a transaction by itself, in its turn. Rejects as {@link Writer.transaction}. */
  statement<Result>(work: (knex: Knex) => PromiseLike<Result>): Promise<Result> {
    return this.#enqueue(async () => await work(this.#knex));
  }

  #enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= MAX_WAITING) {
      const waiting = this.#waiting;
      const refusal = new DatabaseError(
        { code: "database/overloaded", waiting },
        `the database does not keep up: ${waiting} changes wait`,
        { hint: "look for a full or slow disk" },
      );
      return Promise.reject(refusal);
    }
    this.#waiting += 1;
    const result = this.#last.then(work).finally(() => {
      this.#waiting -= 1;
    });
    // The next one starts after this one, however it ends; its own caller hears of a failure.
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#waiting > 0) await this.#last;
  }
}
