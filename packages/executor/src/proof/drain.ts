import { linkSignal, type Logger, type Service } from "@headframe/kit";
import type { AdmissionGate } from "./admission.js";

/** After the cut: for the Abort frame to leave and for the devices to be released. */
const CUT_OFF_MS = 3_000;

interface Collaborators {
  readonly gate: AdmissionGate;
  /** Aborted when what still runs is cut off. */
  readonly shutdown: AbortController;
  readonly logger: Logger;
}

/** The first thing that stops: no new challenge, and time for the running one to end. */
export class ChallengeDrain implements Service {
  readonly name = "challenges";
  readonly #timeoutMs: number;
  readonly #collaborators: Collaborators;

  constructor(options: { readonly timeoutMs: number }, collaborators: Collaborators) {
    this.#timeoutMs = options.timeoutMs;
    this.#collaborators = collaborators;
  }

  async start(): Promise<void> {
    // Challenges begin by themselves; this service only ends them.
  }

  async stop(): Promise<void> {
    const { gate, shutdown, logger } = this.#collaborators;
    gate.drain();
    if (gate.isTaken) logger.info({ timeoutMs: this.#timeoutMs }, "waiting for the running challenge");
    if (!(await this.#isFreeWithin(this.#timeoutMs))) logger.warn({}, "running challenge cut off");
    // Also ends streams on which nothing was ever asked.
    shutdown.abort(new DOMException("the executor is shutting down", "AbortError"));
    await this.#isFreeWithin(CUT_OFF_MS);
  }

  async #isFreeWithin(limitMs: number): Promise<boolean> {
    const limit = linkSignal(undefined, limitMs);
    try {
      await this.#collaborators.gate.untilFree(limit.signal);
      return true;
    } catch {
      return false; // `untilFree` rejects for one reason only: the limit has passed.
    } finally {
      limit.release();
    }
  }
}
