import type { BlockReference } from "@headframe/pow";
import { ValidatorError } from "../errors.js";

export interface StartingLineOptions {
  /** Whom to wait for; the keys are the caller's own. */
  readonly participants: Iterable<string>;
  /** From the first arrival; then those who are there start without the rest. */
  readonly patienceMs: number;
}

export interface StartingLineParts {
  /** Reads the newest finalised block. Called once, when everybody is there. */
  readonly latestBlock: () => Promise<BlockReference>;
}

interface Waiter {
  readonly resolve: (block: BlockReference) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Holds executors that are ready until all of a run are, then lets them start in the same moment, so that one GPU
 * cannot answer for two of them (GPOW-1, section 20).
 *
 * States: waiting → started. Who arrives after the start is refused: being challenged alone would prove less.
 */
export class StartingLine {
  readonly #awaited: Set<string>;
  readonly #waiting = new Map<string, Waiter>();
  readonly #patienceMs: number;
  readonly #latestBlock: () => Promise<BlockReference>;
  #patience: NodeJS.Timeout | undefined;
  #started = false;

  constructor(options: StartingLineOptions, parts: StartingLineParts) {
    this.#awaited = new Set(options.participants);
    this.#patienceMs = options.patienceMs;
    this.#latestBlock = parts.latestBlock;
  }

  /** Resolves with the block to name at the moment of the start. Rejects when `signal` fires, or after the start. */
  arrive(key: string, signal: AbortSignal): Promise<BlockReference> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#started) return Promise.reject(missedStart(key));
    this.#awaited.delete(key);
    const start = new Promise<BlockReference>((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.delete(key);
        this.#startIfComplete();
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const settled = (): void => signal.removeEventListener("abort", onAbort);
      this.#waiting.set(key, {
        resolve: (block) => (settled(), resolve(block)),
        reject: (reason) => (settled(), reject(reason)),
      });
    });
    this.#patience ??= setTimeout(() => this.#start(), this.#patienceMs);
    this.#startIfComplete();
    return start;
  }

  /** Says that an executor will not come (any more). Harmless for one that has started. */
  leave(key: string): void {
    this.#awaited.delete(key);
    this.#startIfComplete();
  }

  #startIfComplete(): void {
    if (!this.#started && this.#awaited.size === 0) this.#start();
  }

  #start(): void {
    this.#started = true;
    clearTimeout(this.#patience);
    if (this.#waiting.size === 0) return;
    this.#latestBlock().then(
      (block) => this.#release((waiter) => waiter.resolve(block)),
      (error: unknown) => this.#release((waiter) => waiter.reject(error)),
    );
  }

  #release(settle: (waiter: Waiter) => void): void {
    for (const waiter of this.#waiting.values()) settle(waiter);
    this.#waiting.clear();
  }
}

function missedStart(participant: string): ValidatorError {
  return new ValidatorError(
    { code: "validator/missed-start", participant },
    `executor ${participant} was ready only after the other executors of the run had started`,
    { hint: "challenge it again; if it is always late, look at how long it takes to become ready" },
  );
}
