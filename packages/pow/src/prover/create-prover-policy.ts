import type { Clock } from "@headframe/kit";

import type { ReadyRefusal } from "../rules/outcome.js";
import type { PrepareMessage } from "../wire/message.js";
import { ChallengeMemory } from "./challenge-memory.js";
import type { Admission, ProverPolicy } from "./prover-policy.js";

/** Why a challenge is not welcome. */
export interface Refusal {
  readonly status: ReadyRefusal;
  readonly detail: string;
}

export interface ProverPolicyOptions {
  /** Whether tier `lab` is allowed. Never in production. */
  readonly allowLab: boolean;
  /** Says no to a challenge whose signatures are right: an unknown validator, a rented machine, a spent budget. */
  readonly authorise?: (prepare: PrepareMessage, signal: AbortSignal) => Promise<Refusal | undefined>;
  readonly checkBlock?: NonNullable<ProverPolicy["checkBlock"]>;
}

/** A policy for one executor: one challenge at a time, each challenge id once, and what `authorise` says. */
export function createProverPolicy(
  { allowLab, authorise, checkBlock }: ProverPolicyOptions,
  { clock }: { readonly clock: Clock },
): ProverPolicy {
  const memory = new ChallengeMemory({ clock });
  let isTaken = false;

  const admit = async (prepare: PrepareMessage, signal: AbortSignal): Promise<Admission> => {
    if (isTaken) return { admitted: false, status: "in_flight", detail: "another challenge is in flight" };
    isTaken = true;
    const release = (): void => {
      isTaken = false;
    };
    try {
      const refusal = await authorise?.(prepare, signal);
      if (refusal === undefined) return { admitted: true, release };
      release();
      return { admitted: false, ...refusal };
    } catch (error) {
      release();
      throw error;
    }
  };

  return {
    admit,
    allowLab,
    rememberChallenge: (cid) => memory.remember(cid),
    ...(checkBlock === undefined ? {} : { checkBlock }),
  };
}
