import { errorMessage, type Logger, pause, type Service, sleep } from "@headframe/kit";
import type { Metrics } from "../metrics.js";

/** The miner as an executor that dials out sees it. Calls have their own deadlines. */
export interface MinerContact {
  /** Announces this executor. Repeating it is harmless. */
  enrol(signal: AbortSignal): Promise<Enrolled>;
  heartbeat(executorId: string, signal: AbortSignal): Promise<void>;
  /** Ends the connection. */
  close(): void;
}

/** What the miner answers to an enrolment. */
export interface Enrolled {
  /** UUID of this executor in the fleet. */
  readonly executorId: string;
  readonly heartbeatIntervalMs: number;
}

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 60_000;

/** What a miner may ask for, whatever it answers. */
const MIN_HEARTBEAT_MS = 500;
const MAX_HEARTBEAT_MS = 10 * 60_000;

interface Collaborators {
  readonly miner: MinerContact;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/**
 * Keeps this executor known to a miner that does not list it. States: enrolling → enrolled → enrolling when a heartbeat
 * fails. The miner adopts it by calling back.
 */
export class Enrolment implements Service {
  readonly name = "enrolment";
  readonly #collaborators: Collaborators;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(collaborators: Collaborators) {
    this.#collaborators = collaborators;
  }

  /** Does not wait for the miner: it may start later than its executors. */
  async start(): Promise<void> {
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    this.#collaborators.miner.close();
  }

  async #run(signal: AbortSignal): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    let isFailing = false;
    while (!signal.aborted) {
      try {
        const enrolled = await this.#collaborators.miner.enrol(signal);
        this.#collaborators.logger.info({ executorId: enrolled.executorId }, "enrolled with the miner");
        retryMs = FIRST_RETRY_MS;
        isFailing = false;
        await this.#beat(enrolled, signal);
      } catch (error) {
        if (signal.aborted) return;
        this.#collaborators.metrics.enrolment.failures.inc();
        if (!isFailing) {
          this.#collaborators.logger.warn({ err: error, reason: errorMessage(error) }, "miner not reached");
        }
        isFailing = true;
        await pause(retryMs, signal);
        retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
      }
    }
  }

  /** Until a heartbeat fails. */
  async #beat({ executorId, heartbeatIntervalMs }: Enrolled, signal: AbortSignal): Promise<never> {
    const intervalMs = Math.min(Math.max(heartbeatIntervalMs, MIN_HEARTBEAT_MS), MAX_HEARTBEAT_MS);
    for (;;) {
      await sleep(intervalMs, signal);
      await this.#collaborators.miner.heartbeat(executorId, signal);
    }
  }
}
