import { createHash } from "node:crypto";
import { setMaxListeners } from "node:events";
import { type Clock, every, type Logger, type Service } from "@headframe/kit";
import { checkExecutor } from "./check.js";
import type { Delegator } from "./delegation.js";
import type { Fleet, FleetObserver } from "./fleet.js";

export interface CheckSchedulerOptions {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Failed checks in a row after which retries are no longer hurried. */
  readonly maxAttempts: number;
  /** How often enrolled executors say that they are there. */
  readonly heartbeatIntervalMs: number;
}

export interface CheckSchedulerParts {
  readonly fleet: Fleet;
  readonly delegator: Delegator;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: FleetObserver;
}

/** How often the plan is looked at: the precision of the schedule. */
const TICK_MS = 200;

/** Checks under way at once. Each is one small call on a connection that stands. */
const MAX_RUNNING = 64;

/** Wait before the first retry of a failed check; it doubles. */
const FIRST_RETRY_MS = 1000;

/** When a check is due that nothing has planned. */
const NOT_PLANNED = Number.POSITIVE_INFINITY;

/** Missed heartbeats after which an enrolled executor counts as gone (see `fleet.proto`). */
const MISSED_HEARTBEATS = 3;

/**
 * Checks every executor once per interval, each at its own place in the interval, so that a large fleet is a steady
 * trickle and not a burst. The first checks and the retries of failed ones do not wait for their place.
 */
export class CheckScheduler implements Service {
  readonly name = "executor checks";
  readonly #options: CheckSchedulerOptions;
  readonly #parts: CheckSchedulerParts;
  readonly #dueMs = new Map<string, number>();
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(options: CheckSchedulerOptions, parts: CheckSchedulerParts) {
    this.#options = options;
    this.#parts = parts;
    // Every check listens to it, and so does the planning.
    setMaxListeners(MAX_RUNNING + 1, this.#stopping.signal);
  }

  async start(): Promise<void> {
    this.#loop = every(() => this.tick(), {
      intervalMs: TICK_MS,
      signal: this.#stopping.signal,
      onError: (err) => this.#parts.logger.error({ err }, "planning executor checks failed"),
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await this.idle();
  }

  /** Resolves when no check is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** Has an executor checked as soon as those have been that are due already. */
  hurry(executorId: string): void {
    const nowMs = this.#parts.clock.nowMs();
    this.#dueMs.set(executorId, Math.min(nowMs, this.#dueMs.get(executorId) ?? nowMs));
  }

  /** Begins the checks that are due: those that have waited longest first, so that nobody waits for ever. */
  tick(): void {
    const { fleet, clock } = this.#parts;
    const nowMs = clock.nowMs();
    this.#markGone(nowMs);
    const ids = fleet.list().map(({ executorId }) => executorId);
    const due = ids.filter((executorId) => this.#due(executorId) <= nowMs && !this.#running.has(executorId));
    due.sort((a, b) => this.#due(a) - this.#due(b));
    for (const executorId of due.slice(0, MAX_RUNNING - this.#running.size)) {
      this.#run(executorId, () => this.#check(executorId));
    }
    const present = new Set(ids);
    for (const executorId of this.#dueMs.keys()) if (!present.has(executorId)) this.#dueMs.delete(executorId);
  }

  /** When the executor's next check is due; one that is new is overdue. */
  #due(executorId: string): number {
    return this.#dueMs.get(executorId) ?? 0;
  }

  async #check(executorId: string): Promise<void> {
    const { fleet, delegator, clock, observer } = this.#parts;
    const startedUs = clock.monotonicUs();
    const { timeoutMs } = this.#options;
    const signal = this.#stopping.signal;
    this.#dueMs.set(executorId, NOT_PLANNED);
    const outcome = await checkExecutor(fleet.subject(executorId), { timeoutMs, delegator, clock, signal });
    // A check that the stop of the miner cut short says nothing about the executor.
    if (signal.aborted) return;
    observer.onCheck(outcome.result.kind, (clock.monotonicUs() - startedUs) / 1e6);
    try {
      await fleet.applyCheck(executorId, outcome);
    } finally {
      // Unless somebody was in a hurry meanwhile, or it was forgotten.
      if (fleet.has(executorId) && this.#dueMs.get(executorId) === NOT_PLANNED) {
        this.#dueMs.set(executorId, this.#nextCheckMs(executorId, outcome.result.kind === "failed"));
      }
    }
  }

  #nextCheckMs(executorId: string, isRetried: boolean): number {
    const { fleet, clock } = this.#parts;
    const { intervalMs, maxAttempts } = this.#options;
    const nowMs = clock.nowMs();
    const failures = fleet.get(executorId).health.failuresInARow;
    if (isRetried && failures < maxAttempts) {
      return nowMs + Math.min(intervalMs, FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1));
    }
    return nextPlace(executorId, nowMs, intervalMs);
  }

  /** An executor that no longer says that it is there is not worth a check; it comes back with its next heartbeat. */
  #markGone(nowMs: number): void {
    const { fleet } = this.#parts;
    const limitMs = MISSED_HEARTBEATS * this.#options.heartbeatIntervalMs;
    for (const { executorId, lastMs } of fleet.heartbeats()) {
      if (nowMs - lastMs <= limitMs || this.#running.has(executorId)) continue;
      this.#dueMs.set(executorId, NOT_PLANNED);
      if (fleet.get(executorId).health.state === "unhealthy") continue;
      const reason = `no heartbeat for ${Math.round((nowMs - lastMs) / 1000)} s`;
      this.#run(executorId, () => fleet.applyCheck(executorId, { result: { kind: "refused", reason } }));
    }
  }

  #run(executorId: string, work: () => Promise<void>): void {
    const running = work()
      .catch((err: unknown) =>
        this.#parts.logger.error({ err, executorId }, "executor check was not recorded"),
      )
      .finally(() => this.#running.delete(executorId));
    this.#running.set(executorId, running);
  }
}

/**
 * The executor's next place after `nowMs`. Places come once per interval at an offset that follows from the id, and
 * the next one is never closer than half an interval.
 */
export function nextPlace(executorId: string, nowMs: number, intervalMs: number): number {
  const spread = createHash("sha256").update(executorId).digest().readUInt32LE(0) / 2 ** 32;
  const offsetMs = Math.floor(spread * intervalMs);
  const earliestMs = nowMs + intervalMs / 2;
  return Math.ceil((earliestMs - offsetMs) / intervalMs) * intervalMs + offsetMs;
}
