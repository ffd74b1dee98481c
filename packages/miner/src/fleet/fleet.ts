import type { Clock, Logger } from "@headframe/kit";
import type { CheckOutcome, CheckSubject } from "./check.js";
import { FleetError } from "./errors.js";
import type { ConnectExecutor } from "./executor-peer.js";
import {
  afterCheck,
  afterReadmission,
  type Health,
  type HealthRules,
  heldHealth,
  initialHealth,
  isUsable,
} from "./health.js";
import { type ExecutorView, type Member, type Reservation, storedForm, viewOf } from "./member.js";
import type { EntrySource, FleetStore, HealthChange, StoredExecutor } from "./store.js";

/** A fleet entry as it is configured or enrolled. */
export interface FleetEntry {
  readonly executorId: string;
  readonly alias: string;
  readonly grpcAddress: string;
}

/** Told about what happens in the fleet; for counters. */
export interface FleetObserver {
  onCheck(result: CheckOutcome["result"]["kind"], durationSeconds: number): void;
  onHealthChange(change: HealthChange): void;
}

export interface FleetParts {
  readonly store: FleetStore;
  readonly connect: ConnectExecutor;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: FleetObserver;
}

/** Every executor of the miner: who they are, how they are, and who has them. */
export class Fleet {
  readonly #rules: HealthRules;
  readonly #parts: FleetParts;
  readonly #members = new Map<string, Member>();
  #isDraining = false;

  constructor(rules: HealthRules, parts: FleetParts) {
    this.#rules = rules;
    this.#parts = parts;
  }

  /**
   * Takes in the configured entries and what is remembered of them and of enrolled executors. Stored executors that
   * are neither configured nor enrolled any more are forgotten.
   */
  async restore(
    configured: readonly FleetEntry[],
    { withEnrolled }: { withEnrolled: boolean },
  ): Promise<void> {
    const stored = new Map((await this.#parts.store.executors()).map((row) => [row.executorId, row]));
    for (const entry of configured) {
      this.#admit(entry, "configured", stored.get(entry.executorId));
      stored.delete(entry.executorId);
    }
    for (const row of stored.values()) {
      if (row.source === "enrolled" && withEnrolled) this.#admit(row, "enrolled", row);
      else await this.#parts.store.removeExecutor(row.executorId);
    }
    for (const member of this.#members.values()) await this.#parts.store.saveExecutor(storedForm(member));
  }

  /** Every executor, in the order of the configuration, enrolled ones last. */
  list(): readonly ExecutorView[] {
    return [...this.#members.values()].map(viewOf);
  }

  /** Whether there is an executor of this id. */
  has(executorId: string): boolean {
    return this.#members.has(executorId);
  }

  /** The executor of this id; throws `fleet/unknown-executor`. */
  get(executorId: string): ExecutorView {
    return viewOf(this.#member(executorId));
  }

  /** The executor of this id or alias, if there is one. */
  find(idOrAlias: string): ExecutorView | undefined {
    const member =
      this.#members.get(idOrAlias.toLowerCase()) ??
      [...this.#members.values()].find(({ alias }) => alias === idOrAlias);
    return member && viewOf(member);
  }

  /** What a check of this executor works on. */
  subject(executorId: string): CheckSubject {
    const member = this.#member(executorId);
    const { alias, grpcAddress, peer, installationId, isAdopted } = member;
    return {
      executorId,
      alias,
      grpcAddress,
      peer,
      installationId: isAdopted ? installationId : undefined,
      claim: (id) => this.#claim(member, id),
    };
  }

  /** Reserves an executor for one challenge of `holder`. Throws why it cannot be had. */
  reserve(executorId: string, holder: string): Reservation {
    if (this.#isDraining) {
      throw new FleetError({ code: "fleet/draining" }, "this miner is shutting down", {
        hint: "try again in a minute",
      });
    }
    const member = this.#member(executorId);
    const { health, alias } = member;
    if (!isUsable(health)) {
      throw new FleetError(
        { code: "fleet/executor-unavailable", executorId, health: health.state },
        `executor ${alias} is ${health.state}: ${health.publicReason}`,
        { hint: "ListExecutors says which executors take challenges" },
      );
    }
    assertFree(member);
    const reservation: Reservation = {
      executorId,
      holder,
      sinceMs: this.#parts.clock.nowMs(),
      release() {
        if (member.reservation === reservation) member.reservation = undefined;
      },
    };
    member.reservation = reservation;
    return reservation;
  }

  /** From now on nothing can be reserved. */
  drain(): void {
    this.#isDraining = true;
  }

  /** Applies what a check found. An executor that left the fleet in the meantime is not brought back. */
  async applyCheck(executorId: string, outcome: CheckOutcome): Promise<void> {
    const member = this.#members.get(executorId);
    if (member === undefined) return;
    const { result, report } = outcome;
    const nowMs = this.#parts.clock.nowMs();
    member.isAdopted = result.kind === "passed" || result.kind === "limited";
    if (member.isAdopted) member.lastSeenMs = nowMs;
    if (report !== undefined) member.report = report;
    await this.#setHealth(member, afterCheck(member.health, result, this.#rules, nowMs));
  }

  /** Lets an unhealthy executor recover although `auto_recovery` is off. Throws `fleet/unknown-executor`. */
  async readmit(executorId: string): Promise<ExecutorView> {
    const member = this.#member(executorId);
    await this.#setHealth(member, afterReadmission(member.health, this.#parts.clock.nowMs()));
    return viewOf(member);
  }

  /** Adds an enrolled executor, or gives the one of this id another name and address. Resolves once it is stored. */
  async enrol(entry: FleetEntry, installationId: string): Promise<void> {
    const known = this.#members.get(entry.executorId);
    const member = known ?? this.#admit(entry, "enrolled", undefined);
    // What the operator listed is the operator's to change.
    if (member.source === "enrolled") member.alias = entry.alias;
    if (member.source === "enrolled" && member.grpcAddress !== entry.grpcAddress) {
      member.peer.close();
      member.grpcAddress = entry.grpcAddress;
      member.peer = this.#parts.connect(entry.executorId, entry.grpcAddress);
      member.isAdopted = false;
    }
    member.installationId = installationId;
    this.noteHeartbeat(entry.executorId);
    await this.#parts.store.saveExecutor(storedForm(member));
  }

  /**
   * Removes an enrolled executor that is not being challenged, and all that is stored of it; one that still runs may
   * enrol again. Gives what it was. Throws `fleet/unknown-executor`, `fleet/listed-executor`, `fleet/executor-busy`.
   */
  async forget(executorId: string): Promise<ExecutorView> {
    const member = this.#member(executorId);
    if (member.source === "configured") {
      throw new FleetError(
        { code: "fleet/listed-executor", executorId },
        `executor ${member.alias} is listed in the configuration`,
        {
          hint: "remove it from executor_management.executors, or set enabled = false, and restart the miner",
        },
      );
    }
    assertFree(member);
    await this.#parts.store.removeExecutor(executorId);
    this.#members.delete(executorId);
    member.peer.close();
    const { alias, grpcAddress } = member;
    this.#parts.logger.info({ executorId, alias, grpcAddress }, "executor forgotten");
    return viewOf(member);
  }

  /** Notes that an executor says that it is there. */
  noteHeartbeat(executorId: string): void {
    const member = this.#member(executorId);
    member.lastHeartbeatMs = this.#parts.clock.nowMs();
    member.lastSeenMs = member.lastHeartbeatMs;
  }

  /** When each executor that must send heartbeats did so last, Unix milliseconds. */
  *heartbeats(): Iterable<{ readonly executorId: string; readonly lastMs: number }> {
    for (const { executorId, source, lastHeartbeatMs } of this.#members.values()) {
      if (source === "enrolled" && lastHeartbeatMs !== undefined)
        yield { executorId, lastMs: lastHeartbeatMs };
    }
  }

  /** Closes the connections to all executors. */
  close(): void {
    for (const member of this.#members.values()) member.peer.close();
  }

  #admit(entry: FleetEntry, source: EntrySource, stored: StoredExecutor | undefined): Member {
    const nowMs = this.#parts.clock.nowMs();
    const member: Member = {
      executorId: entry.executorId,
      alias: entry.alias,
      grpcAddress: entry.grpcAddress,
      source,
      installationId: stored?.installationId ?? undefined,
      isAdopted: false,
      peer: this.#parts.connect(entry.executorId, entry.grpcAddress),
      health: this.#restoredHealth(stored, nowMs),
      report: undefined,
      lastSeenMs: stored?.lastSeenMs ?? undefined,
      // After a restart of the miner an executor gets the usual time to say that it is there.
      lastHeartbeatMs: source === "enrolled" ? nowMs : undefined,
      reservation: undefined,
    };
    this.#members.set(entry.executorId, member);
    return member;
  }

  /** What was true before a restart need not be now; only what waits for the operator goes on waiting. */
  #restoredHealth(stored: StoredExecutor | undefined, nowMs: number): Health {
    if (stored?.health !== "unhealthy" || this.#rules.autoRecovery) return initialHealth(nowMs);
    return heldHealth(stored.healthReason, stored.healthSinceMs, this.#rules);
  }

  /** In one step, because the checks of two entries that are one box may run at the same time. */
  #claim(member: Member, installationId: string): string | undefined {
    const other = [...this.#members.values()].find(
      (candidate) => candidate !== member && candidate.installationId === installationId,
    );
    if (other !== undefined) return other.alias;
    if (member.installationId !== undefined && member.installationId !== installationId) {
      this.#parts.logger.warn(
        { executorId: member.executorId, was: member.installationId, is: installationId },
        "another box answers for this executor",
      );
    }
    member.installationId = installationId;
    return undefined;
  }

  async #setHealth(member: Member, next: Health): Promise<void> {
    const before = member.health;
    member.health = next;
    const { executorId, alias } = member;
    const hasChanged = next.state !== before.state;
    const change: HealthChange | undefined = hasChanged
      ? { executorId, from: before.state, to: next.state, reason: next.reason, atMs: next.sinceMs }
      : undefined;
    if (change !== undefined) {
      this.#parts.observer.onHealthChange(change);
      const log = next.state === "unhealthy" || next.state === "degraded" ? "warn" : "info";
      const { from, to, reason } = change;
      this.#parts.logger[log]({ executorId, alias, from, to, reason }, "executor health changed");
    }
    await this.#parts.store.saveHealth(storedForm(member), change);
  }

  #member(executorId: string): Member {
    const member = this.#members.get(executorId);
    if (member !== undefined) return member;
    throw new FleetError(
      { code: "fleet/unknown-executor", executorId },
      `no executor ${executorId} in this fleet`,
      {
        hint: "ListExecutors names the executors of this miner",
      },
    );
  }
}

function assertFree({ executorId, alias, reservation }: Member): void {
  if (reservation === undefined) return;
  throw new FleetError({ code: "fleet/executor-busy", executorId }, `executor ${alias} is being challenged`, {
    hint: "an executor runs one challenge at a time; try again when it has ended",
  });
}
