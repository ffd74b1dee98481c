import type { Knex } from "knex";
import type { ChallengeLog, ChallengeRecord } from "../challenge/challenge-log.js";
import { GroupCommit } from "./group-commit.js";
import type { Database } from "./open.js";

/** Records that may wait for a commit. */
const MAX_WAITING = 10_000;

/** What the miner relayed, in the database. */
export class ChallengeRepository implements ChallengeLog {
  readonly #database: Database;
  readonly #commits: GroupCommit<ChallengeRecord>;

  constructor(database: Database) {
    this.#database = database;
    this.#commits = new GroupCommit({
      commit: (items) => database.writer.transaction((transaction) => storeAll(transaction, items)),
      maxWaiting: MAX_WAITING,
    });
  }

  record(challenge: ChallengeRecord): Promise<void> {
    return this.#commits.add(challenge);
  }

  /** Deletes what started before `beforeMs`. */
  async prune(beforeMs: number): Promise<void> {
    await this.#database.writer.transaction((transaction) =>
      transaction("challenges").where("started_at_ms", "<", beforeMs).delete(),
    );
  }
}

async function storeAll(transaction: Knex.Transaction, records: readonly ChallengeRecord[]): Promise<void> {
  for (const record of records) {
    await transaction("challenges").insert({
      challenge_id: record.challengeId,
      executor_id: record.executorId,
      hotkey: record.hotkey,
      started_at_ms: record.startedAtMs,
      duration_ms: record.durationMs,
      outcome: record.outcome,
      messages_to_executor: record.toExecutor.messages,
      messages_from_executor: record.fromExecutor.messages,
      bytes_to_executor: record.toExecutor.bytes,
      bytes_from_executor: record.fromExecutor.bytes,
    });
  }
}
