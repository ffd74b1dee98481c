import type { Admission, ChallengeMemory, PrepareMessage, ProverPolicy } from "@headframe/pow";
import type { RateLimit } from "./rate-limit.js";

interface Collaborators {
  readonly memory: ChallengeMemory;
  readonly rateLimit: RateLimit;
  /** Called when a challenge begins or ends, and when draining begins. */
  readonly onChange: () => void;
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
    if (!this.#collaborators.rateLimit.take(prepare.validatorKey)) {
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
