import type { Knex } from "knex";
import type { FleetStore, HealthChange, StoredExecutor } from "../fleet/store.js";
import { GroupCommit } from "./group-commit.js";
import type { Database } from "./open.js";
import type { ExecutorRow } from "./rows.js";

/** Health results that may wait for a commit: more than a fleet has executors. */
const MAX_WAITING = 10_000;

interface HealthResult {
  readonly executor: StoredExecutor;
  readonly change: HealthChange | undefined;
}

/** The fleet in the database. */
export class FleetRepository implements FleetStore {
  readonly #database: Database;
  readonly #commits: GroupCommit<HealthResult>;

  constructor(database: Database) {
    this.#database = database;
    this.#commits = new GroupCommit({
      commit: (items) => database.writer.transaction((transaction) => storeHealth(transaction, items)),
      maxWaiting: MAX_WAITING,
    });
  }

  async executors(): Promise<readonly StoredExecutor[]> {
    return (await this.#database.knex("executors").orderBy("alias")).map(toExecutor);
  }

  async saveExecutor(executor: StoredExecutor): Promise<void> {
    await this.#database.writer.transaction((transaction) => upsert(transaction, executor));
  }

  async removeExecutor(executorId: string): Promise<void> {
    await this.#database.writer.transaction((transaction) =>
      transaction("executors").where({ executor_id: executorId }).delete(),
    );
  }

  saveHealth(executor: StoredExecutor, change: HealthChange | undefined): Promise<void> {
    return this.#commits.add({ executor, change });
  }

  /** The latest health changes of an executor, newest first. */
  async healthChanges(executorId: string, limit: number): Promise<readonly HealthChange[]> {
    const rows = await this.#database
      .knex("health_changes")
      .where({ executor_id: executorId })
      .orderBy("id", "desc")
      .limit(limit);
    return rows.map((row) => ({
      executorId: row.executor_id,
      from: row.from_state,
      to: row.to_state,
      reason: row.reason,
      atMs: row.at_ms,
    }));
  }

  /** Deletes health changes from before `beforeMs`. */
  async prune(beforeMs: number): Promise<void> {
    await this.#database.writer.transaction((transaction) =>
      transaction("health_changes").where("at_ms", "<", beforeMs).delete(),
    );
  }
}

async function upsert(transaction: Knex.Transaction, executor: StoredExecutor): Promise<void> {
  await transaction("executors").insert(toRow(executor)).onConflict("executor_id").merge();
}

async function storeHealth(transaction: Knex.Transaction, results: readonly HealthResult[]): Promise<void> {
  const known = new Set(await transaction("executors").pluck("executor_id"));
  for (const { executor, change } of results) {
    // It left the fleet while it was checked.
    if (!known.has(executor.executorId)) continue;
    await transaction("executors").where({ executor_id: executor.executorId }).update(toRow(executor));
    if (change === undefined) continue;
    await transaction("health_changes").insert({
      executor_id: change.executorId,
      from_state: change.from,
      to_state: change.to,
      reason: change.reason,
      at_ms: change.atMs,
    });
  }
}

function toRow(executor: StoredExecutor): ExecutorRow {
  return {
    executor_id: executor.executorId,
    alias: executor.alias,
    grpc_address: executor.grpcAddress,
    source: executor.source,
    installation_id: executor.installationId,
    health: executor.health,
    health_reason: executor.healthReason,
    health_since_ms: executor.healthSinceMs,
    last_seen_ms: executor.lastSeenMs,
  };
}

function toExecutor(row: ExecutorRow): StoredExecutor {
  return {
    executorId: row.executor_id,
    alias: row.alias,
    grpcAddress: row.grpc_address,
    source: row.source,
    installationId: row.installation_id,
    health: row.health,
    healthReason: row.health_reason,
    healthSinceMs: row.health_since_ms,
    lastSeenMs: row.last_seen_ms,
  };
}
