import { MAX_LASTING_PER_HOTKEY, type UsedNonce } from "@headframe/chain";
import type { SessionStore } from "../access/authentication.js";
import type { Session } from "../access/sessions.js";
import { GroupCommit } from "./group-commit.js";
import type { Database } from "./open.js";
import type { SessionRow } from "./rows.js";

/** Sessions that may wait for a commit. */
const MAX_WAITING = 10_000;

/** Sessions, each with the nonce that began it, in the database. */
export class SessionRepository implements SessionStore {
  readonly #database: Database;
  readonly #commits: GroupCommit<readonly SessionRow[]>;

  constructor(database: Database) {
    this.#database = database;
    this.#commits = new GroupCommit({
      commit: (items) => this.#upsert(items.flat()),
      maxWaiting: MAX_WAITING,
    });
  }

  save(session: Session, nonce: UsedNonce, ended: readonly Session[] = []): Promise<void> {
    return this.#commits.add([
      toRow(session, session.expiresAtMs, { nonce: nonce.nonce, nonce_expires_at_ms: nonce.expiresAtMs }),
      // Their rows are there: what is new in them is that they end now.
      ...ended.map((gone) => toRow(gone, session.startedAtMs, { nonce: "", nonce_expires_at_ms: 0 })),
    ]);
  }

  /** Sessions that have neither expired at `nowMs` nor given way to later ones, oldest first. */
  async liveSessions(nowMs: number): Promise<readonly Session[]> {
    const rows = await this.#database
      .knex("sessions")
      .where("expires_at_ms", ">", nowMs)
      .orderBy(["started_at_ms", "rowid"]);
    return rows.map(toSession);
  }

  /** Nonces that could pass again at `nowMs`, oldest first. */
  async liveNonces(nowMs: number): Promise<readonly UsedNonce[]> {
    const rows = await this.#database
      .knex("sessions")
      .whereNull("nonce_expires_at_ms")
      .orWhere("nonce_expires_at_ms", ">", nowMs)
      .orderBy(["started_at_ms", "rowid"]);
    return rows.map(toUsedNonce);
  }

  /** Deletes sessions that expired before `beforeMs`; those with a lasting nonce only beyond the number kept of these. */
  async prune(beforeMs: number): Promise<void> {
    await this.#database.writer.transaction(async (transaction) => {
      await transaction("sessions")
        .where("expires_at_ms", "<", beforeMs)
        .whereNotNull("nonce_expires_at_ms")
        .delete();
      await transaction.raw(
        `delete from sessions where expires_at_ms < ? and rowid in (
           select id from (
             select rowid as id, row_number() over (partition by hotkey order by started_at_ms desc) as place
             from sessions where nonce_expires_at_ms is null
           ) where place > ?
         )`,
        [beforeMs, MAX_LASTING_PER_HOTKEY],
      );
    });
  }

  // One statement and one parameter for any number of rows: compiling an insert of many rows costs more than storing
  // them, and every further statement would be one more wait for the event loop.
  async #upsert(rows: readonly SessionRow[]): Promise<void> {
    await this.#database.writer.statement((knex) =>
      knex.raw(
        `insert into sessions (session_id, hotkey, started_at_ms, expires_at_ms, nonce, nonce_expires_at_ms)
         select value ->> 'session_id', value ->> 'hotkey', value ->> 'started_at_ms', value ->> 'expires_at_ms',
                value ->> 'nonce', value ->> 'nonce_expires_at_ms'
         from json_each(?) where true
         on conflict (session_id) do update set expires_at_ms = excluded.expires_at_ms`,
        [JSON.stringify(rows)],
      ),
    );
  }
}

function toRow(
  { sessionId, hotkey, startedAtMs }: Session,
  expiresAtMs: number,
  nonce: Pick<SessionRow, "nonce" | "nonce_expires_at_ms">,
): SessionRow {
  return {
    session_id: sessionId,
    hotkey,
    started_at_ms: startedAtMs,
    expires_at_ms: expiresAtMs,
    ...nonce,
  };
}

function toSession(row: SessionRow): Session {
  return {
    sessionId: row.session_id,
    hotkey: row.hotkey,
    startedAtMs: row.started_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}

function toUsedNonce(row: SessionRow): UsedNonce {
  return {
    hotkey: row.hotkey,
    nonce: row.nonce,
    usedAtMs: row.started_at_ms,
    expiresAtMs: row.nonce_expires_at_ms,
  };
}
