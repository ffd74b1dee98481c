import { linkSignal, type Logger, sleep, TimeoutError } from "@headframe/kit";
import type { Fleet } from "../fleet/fleet.js";
import type { Reservation } from "../fleet/member.js";

export interface HandBackOptions {
  /** How long an executor may take to be free before it is given back as it is. Default: 5 s. */
  readonly limitMs?: number;
  /** Pause before each look. Default: 100 ms. */
  readonly pauseMs?: number;
}

/** A box that still proves after this long will say so itself to whoever comes next. */
const LIMIT_MS = 5000;

/** What takes an executor from the loss of its caller to its next step, and then some. */
const PAUSE_MS = 100;

/**
 * Gives executors back whose challenge was broken off: not when the stream is gone but when the box is free of it. It
 * ends the step that it is in first, and would refuse the next validator until then.
 */
export class HandBack {
  readonly #limitMs: number;
  readonly #pauseMs: number;
  readonly #fleet: Fleet;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  readonly #waiting = new Set<Promise<void>>();

  constructor(
    { limitMs = LIMIT_MS, pauseMs = PAUSE_MS }: HandBackOptions,
    { fleet, logger }: { readonly fleet: Fleet; readonly logger: Logger },
  ) {
    this.#limitMs = limitMs;
    this.#pauseMs = pauseMs;
    this.#fleet = fleet;
    this.#logger = logger;
  }

  /** Releases the reservation once its executor says that it proves no more, at the latest after the limit. */
  releaseWhenFree(reservation: Reservation): void {
    const waiting = this.#release(reservation).finally(() => this.#waiting.delete(waiting));
    this.#waiting.add(waiting);
  }

  /** Releases what still waits. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error("the miner is stopping"));
    await Promise.all(this.#waiting);
  }

  async #release(reservation: Reservation): Promise<void> {
    const { executorId } = reservation;
    const limit = linkSignal(this.#stopping.signal, this.#limitMs);
    try {
      do await sleep(this.#pauseMs, limit.signal);
      while (await this.#isProving(executorId, limit.signal));
    } catch (err) {
      // Either reason of the signal ends the wait; nothing else is thrown here.
      if (err instanceof TimeoutError) {
        this.#logger.warn(
          { executorId, limitMs: this.#limitMs },
          "executor still busy with a challenge that ended",
        );
      }
    } finally {
      limit.release();
      reservation.release();
    }
  }

  /** An executor that does not answer may still be at work; the checks of the fleet say what is wrong with it. */
  async #isProving(executorId: string, signal: AbortSignal): Promise<boolean> {
    if (!this.#fleet.has(executorId)) return false;
    try {
      const { state } = await this.#fleet.subject(executorId).peer.status(signal);
      return state === "proving";
    } catch {
      return true;
    }
  }
}
