import type { HealthState } from "./health.js";

/** How an entry came into the fleet. */
export type EntrySource = "configured" | "enrolled";

/** An executor as it is remembered between starts. */
export interface StoredExecutor {
  readonly executorId: string;
  readonly alias: string;
  readonly grpcAddress: string;
  readonly source: EntrySource;
  /** UUID of the box that was reached under this entry; `null` before the first time. */
  readonly installationId: string | null;
  readonly health: HealthState;
  readonly healthReason: string;
  readonly healthSinceMs: number;
  /** Last proof of life, Unix milliseconds; `null` before the first. */
  readonly lastSeenMs: number | null;
}

/** One change of an executor's health. */
export interface HealthChange {
  readonly executorId: string;
  readonly from: HealthState;
  readonly to: HealthState;
  readonly reason: string;
  readonly atMs: number;
}

/** Where the fleet outlives the process. */
export interface FleetStore {
  /** Every executor that was stored, in no particular order. */
  executors(): Promise<readonly StoredExecutor[]>;
  /** Inserts or replaces; resolves once it is on disk. */
  saveExecutor(executor: StoredExecutor): Promise<void>;
  /** Forgets an executor and its health changes. */
  removeExecutor(executorId: string): Promise<void>;
  /** Stores what checks found, together with others that come at the same time. */
  saveHealth(executor: StoredExecutor, change: HealthChange | undefined): Promise<void>;
}
