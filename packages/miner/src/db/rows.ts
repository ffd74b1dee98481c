import type { HealthState } from "../fleet/health.js";
import type { EntrySource } from "../fleet/store.js";

/** Times are Unix milliseconds, ids text. */
export interface ExecutorRow {
  readonly executor_id: string;
  readonly alias: string;
  readonly grpc_address: string;
  readonly source: EntrySource;
  readonly installation_id: string | null;
  readonly health: HealthState;
  readonly health_reason: string;
  readonly health_since_ms: number;
  readonly last_seen_ms: number | null;
}

export interface HealthChangeRow {
  readonly id: number;
  readonly executor_id: string;
  readonly from_state: HealthState;
  readonly to_state: HealthState;
  readonly reason: string;
  readonly at_ms: number;
}

export interface SessionRow {
  readonly session_id: string;
  readonly hotkey: string;
  readonly started_at_ms: number;
  readonly expires_at_ms: number;
  /** The nonce that began it. */
  readonly nonce: string;
  /** From then on the nonce's text can no longer pass; `null` when it always could. */
  readonly nonce_expires_at_ms: number | null;
}

export interface ChallengeRow {
  readonly challenge_id: string;
  readonly executor_id: string;
  readonly hotkey: string;
  readonly started_at_ms: number;
  readonly duration_ms: number;
  /** `relayed`, or why it ended otherwise. */
  readonly outcome: string;
  readonly messages_to_executor: number;
  readonly messages_from_executor: number;
  readonly bytes_to_executor: number;
  readonly bytes_from_executor: number;
}

export interface SpentNonceRow {
  readonly hotkey: string;
  readonly nonce: string;
  readonly used_at_ms: number;
  /** From then on the nonce's request can no longer pass. */
  readonly expires_at_ms: number;
}

export interface SettingRow {
  readonly name: string;
  readonly value: Buffer;
}

declare module "knex/types/tables.js" {
  interface Tables {
    executors: ExecutorRow;
    health_changes: HealthChangeRow;
    sessions: SessionRow;
    challenges: ChallengeRow;
    settings: SettingRow;
    spent_nonces: SpentNonceRow;
  }
}
