import { type Clock, RateLimiter } from "@headframe/kit";
import type { Admission, ChallengeMemory, PrepareMessage, ProverPolicy } from "@headframe/pow";

interface Collaborators {
  readonly memory: ChallengeMemory;
  /** Counts the challenges of each validator, by its key in hexadecimal. */
  readonly rateLimit: RateLimiter;
  /** Called when a challenge begins or ends, and when draining begins. */
  readonly onChange: () => void;
}

const HOUR_MS = 60 * 60 * 1000;

/** Lets every validator start `perHour` challenges at once, and as many again every hour. */
export function challengeLimiter(perHour: number, clock: Clock): RateLimiter {
  const limits = { requestsPerSecond: perHour / (HOUR_MS / 1000), burstCapacity: perHour, windowMs: HOUR_MS };
  return new RateLimiter(limits, { clock });
}

/** Decides which challenges run: one at a time, none while draining. States: open → draining; free ⇄ taken. */
export class AdmissionGate implements ProverPolicy {
  readonly allowLab: boolean;
  readonly #collaborators: Collaborators;
  #isTaken = false;
  #isDraining = false;
  #onFree: (() => void)[] = [];

  constructor(options: { readonly allowLab: boolean }, collaborators: Collaborators) {
    this.allowLab = options.allowLab;
    this.#collaborators = collaborators;
  }

  /** A challenge is running. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  async admit(prepare: PrepareMessage): Promise<Admission> {
    if (this.#isDraining) return refuse("shutting_down", "the executor is shutting down");
    if (this.#isTaken) return refuse("in_flight", "another challenge is running");
    const waitMs = this.#collaborators.rateLimit.take(Buffer.from(prepare.validatorKey).toString("hex"));
    if (waitMs > 0) {
      return refuse("rate_limited", "this validator has used up its challenges of this hour");
    }
    this.#isTaken = true;
    this.#collaborators.onChange();
    let isReleased = false;
    return {
      admitted: true,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.#free();
      },
    };
  }

  rememberChallenge(cid: Uint8Array): boolean {
    return this.#collaborators.memory.remember(cid);
  }

  /** From now on nothing is admitted. What runs goes on. */
  drain(): void {
    this.#isDraining = true;
    this.#collaborators.onChange();
  }

  /** Resolves once no challenge is running; rejects with the signal's reason. */
  untilFree(signal: AbortSignal): Promise<void> {
    if (!this.#isTaken) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(signal.reason);
      if (signal.aborted) return onAbort();
      signal.addEventListener("abort", onAbort, { once: true });
      this.#onFree.push(() => {
        signal.removeEventListener("abort", onAbort);
        resolve();
      });
    });
  }

  #free(): void {
    this.#isTaken = false;
    const waiting = this.#onFree;
    this.#onFree = [];
    this.#collaborators.onChange();
    for (const wake of waiting) wake();
  }
}

function refuse(status: Extract<Admission, { admitted: false }>["status"], detail: string): Admission {
  return { admitted: false, status, detail };
}
