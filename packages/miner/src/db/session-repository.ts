import type { Knex } from "knex";
import type { SessionStore } from "../access/authentication.js";
import { MAX_LASTING_PER_HOTKEY, type UsedNonce } from "../access/nonce-memory.js";
import type { Session, SessionChange } from "../access/sessions.js";
import { GroupCommit } from "./group-commit.js";
import type { Database } from "./open.js";
import type { NonceRow, SessionRow } from "./rows.js";

/** Authentications that may wait for a commit. */
const MAX_WAITING = 10_000;

interface Authenticated {
  readonly change: SessionChange;
  readonly nonce: UsedNonce;
}

/** Sessions and nonces in the database. */
export class SessionRepository implements SessionStore {
  readonly #database: Database;
  readonly #commits: GroupCommit<Authenticated>;

  constructor(database: Database) {
    this.#database = database;
    this.#commits = new GroupCommit(database.writer, { store: storeAll, maxWaiting: MAX_WAITING });
  }

  save(change: SessionChange, nonce: UsedNonce): Promise<void> {
    return this.#commits.add({ change, nonce });
  }

  /** Sessions that have not ended at `nowMs`, oldest first. */
  async liveSessions(nowMs: number): Promise<readonly Session[]> {
    const rows = await this.#database
      .knex("sessions")
      .whereNull("ended_at_ms")
      .where("expires_at_ms", ">", nowMs)
      .orderBy("started_at_ms");
    return rows.map(toSession);
  }

  /** Nonces that could pass again at `nowMs`, oldest first. */
  async liveNonces(nowMs: number): Promise<readonly UsedNonce[]> {
    const rows = await this.#database
      .knex("auth_nonces")
      .where((either) => {
        void either.whereNull("expires_at_ms").orWhere("expires_at_ms", ">", nowMs);
      })
      .orderBy("used_at_ms");
    return rows.map(toUsedNonce);
  }

  /** Deletes sessions that ended before `beforeMs`, nonces that expired, and lasting nonces beyond their limit. */
  async prune(beforeMs: number, nowMs: number): Promise<void> {
    await this.#database.writer.transaction(async (transaction) => {
      await transaction("sessions").where("expires_at_ms", "<", beforeMs).delete();
      await transaction("auth_nonces").where("expires_at_ms", "<=", nowMs).delete();
      await transaction.raw(
        `delete from auth_nonces where rowid in (
           select rowid from (
             select rowid, row_number() over (partition by hotkey order by used_at_ms desc) as place
             from auth_nonces where expires_at_ms is null
           ) where place > ?
         )`,
        [MAX_LASTING_PER_HOTKEY],
      );
    });
  }
}

// One statement and one parameter for any number of rows: compiling an insert of many rows costs more than storing
// them.
async function storeAll(transaction: Knex.Transaction, items: readonly Authenticated[]): Promise<void> {
  const sessions = items.map(({ change: { opened } }) => opened);
  await transaction.raw(
    `insert into sessions (session_id, hotkey, started_at_ms, expires_at_ms)
     select value ->> 'sessionId', value ->> 'hotkey', value ->> 'startedAtMs', value ->> 'expiresAtMs'
     from json_each(?)`,
    [JSON.stringify(sessions)],
  );
  await transaction.raw(
    `insert into auth_nonces (hotkey, nonce, used_at_ms, expires_at_ms)
     select value ->> 'hotkey', value ->> 'nonce', value ->> 'usedAtMs', value ->> 'expiresAtMs'
     from json_each(?) where true
     on conflict do nothing`,
    [JSON.stringify(items.map(({ nonce }) => nonce))],
  );
  const ended = items.flatMap(({ change }) =>
    change.ended.map(({ sessionId }) => ({ sessionId, endedAtMs: change.opened.startedAtMs })),
  );
  if (ended.length === 0) return;
  await transaction.raw(
    `update sessions set ended_at_ms = gone.value ->> 'endedAtMs'
     from json_each(?) as gone where session_id = gone.value ->> 'sessionId'`,
    [JSON.stringify(ended)],
  );
}

function toSession(row: SessionRow): Session {
  return {
    sessionId: row.session_id,
    hotkey: row.hotkey,
    startedAtMs: row.started_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}

function toUsedNonce(row: NonceRow): UsedNonce {
  return {
    hotkey: row.hotkey,
    nonce: row.nonce,
    usedAtMs: row.used_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}
