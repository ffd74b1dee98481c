import type { ExecutorPeer, ExecutorReport } from "./executor-peer.js";
import type { Health } from "./health.js";
import type { EntrySource, StoredExecutor } from "./store.js";

/** One executor of the fleet: who it is, how it is, and who has it. Changed by the fleet alone. */
export interface Member {
  readonly executorId: string;
  alias: string;
  grpcAddress: string;
  readonly source: EntrySource;
  /** UUID of the box behind the entry; `undefined` until it was reached, also by an earlier process. */
  installationId: string | undefined;
  /** Whether this process reached it and its last check did not fail. */
  isAdopted: boolean;
  peer: ExecutorPeer;
  health: Health;
  report: ExecutorReport | undefined;
  lastSeenMs: number | undefined;
  /** Of an enrolled executor: when it last said that it is there. */
  lastHeartbeatMs: number | undefined;
  /** What has it right now. */
  reservation: Reservation | undefined;
}

/** Exclusive use of one executor. */
export interface Reservation {
  readonly executorId: string;
  /** SS58 of the validator that has it. */
  readonly holder: string;
  readonly sinceMs: number;
  /** Gives the executor back. Idempotent. */
  release(): void;
}

/** An executor as others see it. */
export interface ExecutorView {
  readonly executorId: string;
  readonly alias: string;
  readonly grpcAddress: string;
  readonly source: EntrySource;
  readonly installationId: string | undefined;
  readonly health: Health;
  readonly report: ExecutorReport | undefined;
  readonly lastSeenMs: number | undefined;
  readonly isBusy: boolean;
}

/** A snapshot that later changes leave alone. */
export function viewOf(member: Member): ExecutorView {
  const { executorId, alias, grpcAddress, source, installationId, health, report, lastSeenMs } = member;
  const isBusy = member.reservation !== undefined;
  return { executorId, alias, grpcAddress, source, installationId, health, report, lastSeenMs, isBusy };
}

/** What of a member is stored. */
export function storedForm(member: Member): StoredExecutor {
  return {
    executorId: member.executorId,
    alias: member.alias,
    grpcAddress: member.grpcAddress,
    source: member.source,
    installationId: member.installationId ?? null,
    health: member.health.state,
    healthReason: member.health.reason,
    healthSinceMs: member.health.sinceMs,
    lastSeenMs: member.lastSeenMs ?? null,
  };
}
