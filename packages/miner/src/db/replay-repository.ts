import { type ReplayMemory, type ReplayStore, type UsedNonce } from "@headframe/chain";
import { GroupCommit } from "./group-commit.js";
import type { Database } from "./open.js";
import type { SpentNonceRow } from "./rows.js";

/** Nonces that may wait for a commit. */
const MAX_WAITING = 10_000;

/** Nonces of signed HTTP requests: looked up in memory, kept in the database. */
export class ReplayRepository implements ReplayStore {
  readonly #database: Database;
  readonly #memory: ReplayMemory;
  readonly #commits: GroupCommit<SpentNonceRow>;

  constructor(database: Database, { memory }: { readonly memory: ReplayMemory }) {
    this.#database = database;
    this.#memory = memory;
    this.#commits = new GroupCommit({ commit: (rows) => this.#insert(rows), maxWaiting: MAX_WAITING });
  }

  /** Takes in what an earlier process kept and could still pass at `nowMs`. */
  async restore(nowMs: number): Promise<void> {
    const rows = await this.#database
      .knex("spent_nonces")
      .where("expires_at_ms", ">", nowMs)
      .orderBy("expires_at_ms");
    this.#memory.restore(rows.map(toUsedNonce));
  }

  has(hotkey: string, nonce: string): boolean {
    return this.#memory.has(hotkey, nonce);
  }

  async spend(used: UsedNonce): Promise<boolean> {
    const { hotkey, nonce, usedAtMs, expiresAtMs } = used;
    if (this.#memory.has(hotkey, nonce) || !this.#memory.remember(used)) return false;
    await this.#commits.add({
      hotkey,
      nonce,
      used_at_ms: usedAtMs,
      expires_at_ms: expiresAtMs ?? Number.MAX_SAFE_INTEGER,
    });
    return true;
  }

  /** Deletes nonces that can no longer pass and are older than `beforeMs`. */
  async prune(beforeMs: number): Promise<void> {
    await this.#database.writer.transaction((transaction) =>
      transaction("spent_nonces").where("expires_at_ms", "<", beforeMs).delete(),
    );
  }

  /** One statement and one parameter for any number of rows, as with sessions. */
  async #insert(rows: readonly SpentNonceRow[]): Promise<void> {
    await this.#database.writer.statement((knex) =>
      knex.raw(
        `insert or ignore into spent_nonces (hotkey, nonce, used_at_ms, expires_at_ms)
         select value ->> 'hotkey', value ->> 'nonce', value ->> 'used_at_ms', value ->> 'expires_at_ms'
         from json_each(?)`,
        [JSON.stringify(rows)],
      ),
    );
  }
}

function toUsedNonce(row: SpentNonceRow): UsedNonce {
  return {
    hotkey: row.hotkey,
    nonce: row.nonce,
    usedAtMs: row.used_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}
