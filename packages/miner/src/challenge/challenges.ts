import { randomUUID } from "node:crypto";
import type { Clock, Logger } from "@headframe/kit";
import type { Fleet } from "../fleet/fleet.js";
import type { Reservation } from "../fleet/member.js";
import type { HandBack } from "./hand-back.js";
import type { ChallengeLog, ChallengeRecord, Traffic } from "./challenge-log.js";

export type Direction = "to_executor" | "from_executor";

/** Told about challenges; for counters. */
export interface ChallengeObserver {
  onStart(): void;
  onMessage(direction: Direction, bytes: number): void;
  onEnd(outcome: string, durationSeconds: number): void;
}

export interface ChallengesParts {
  readonly fleet: Fleet;
  readonly handBack: HandBack;
  readonly log: ChallengeLog;
  readonly observer: ChallengeObserver;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a challenge is recorded as when it ended well: the executor closed the stream with OK. */
export const RELAYED = "relayed";

/** How a challenge ended. */
export interface ChallengeEnd {
  /** {@link RELAYED}, or the code of what ended it. */
  readonly outcome: string;
  /** The executor ended it and is free; otherwise it may not even know yet. */
  readonly isExecutorDone: boolean;
}

/** The challenges that pass through this miner. */
export class Challenges {
  readonly #parts: ChallengesParts;

  constructor(parts: ChallengesParts) {
    this.#parts = parts;
  }

  /** Reserves the executor for one challenge of the validator; throws why it cannot be had. */
  begin(executorId: string, hotkey: string): RunningChallenge {
    const reservation = this.#parts.fleet.reserve(executorId, hotkey);
    this.#parts.observer.onStart();
    return new RunningChallenge(reservation, this.#parts);
  }
}

/** One challenge under way. It has the executor to itself until {@link RunningChallenge.end}. */
export class RunningChallenge {
  readonly #reservation: Reservation;
  readonly #parts: ChallengesParts;
  readonly #startedUs: number;
  readonly #traffic: Record<Direction, { messages: number; bytes: number }> = {
    to_executor: { messages: 0, bytes: 0 },
    from_executor: { messages: 0, bytes: 0 },
  };

  constructor(reservation: Reservation, parts: ChallengesParts) {
    this.#reservation = reservation;
    this.#parts = parts;
    this.#startedUs = parts.clock.monotonicUs();
  }

  /** Counts one message. On the timed path: it does no more. */
  count(direction: Direction, bytes: number): void {
    const traffic = this.#traffic[direction];
    traffic.messages += 1;
    traffic.bytes += bytes;
    this.#parts.observer.onMessage(direction, bytes);
  }

  /** Gives the executor back, as soon as it is free, and records how it went. */
  end({ outcome, isExecutorDone }: ChallengeEnd): void {
    const { clock, handBack, log, logger, observer } = this.#parts;
    // An executor that was sent nothing has nothing to finish.
    if (isExecutorDone || this.#traffic.to_executor.messages === 0) this.#reservation.release();
    else handBack.releaseWhenFree(this.#reservation);
    const durationMs = (clock.monotonicUs() - this.#startedUs) / 1000;
    observer.onEnd(outcome, durationMs / 1000);
    const record: ChallengeRecord = {
      challengeId: randomUUID(),
      executorId: this.#reservation.executorId,
      hotkey: this.#reservation.holder,
      startedAtMs: this.#reservation.sinceMs,
      durationMs: Math.round(durationMs),
      outcome,
      toExecutor: { ...this.#traffic.to_executor } satisfies Traffic,
      fromExecutor: { ...this.#traffic.from_executor } satisfies Traffic,
    };
    // Nothing was challenged: whoever opens and closes streams fills neither the log nor the database.
    if (record.toExecutor.messages === 0) {
      logger.debug({ ...record }, "challenge ended before it began");
      return;
    }
    logger.info({ ...record }, "challenge ended");
    log.record(record).catch((err: unknown) => logger.error({ err }, "challenge was not recorded"));
  }
}
