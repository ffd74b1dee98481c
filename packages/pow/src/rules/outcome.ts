/** What a validator decides about one GPU. Void: nothing was shown, for or against it. */
export type Outcome = "accept" | "reject" | "void";

/** What a reason says about who is at fault (GPOW-1 section 17.1). */
export type ReasonClass = "none" | "protocol" | "absent" | "fraud" | "timing" | "validator";

export interface ReasonFacts {
  /** The number in a Verdict. */
  readonly code: number;
  readonly outcome: Outcome;
  readonly class: ReasonClass;
  /** For people. */
  readonly sentence: string;
}

const reject = (code: number, reasonClass: ReasonClass, sentence: string) =>
  ({ code, outcome: "reject", class: reasonClass, sentence }) as const;
const voided = (code: number, reasonClass: ReasonClass, sentence: string) =>
  ({ code, outcome: "void", class: reasonClass, sentence }) as const;

/** The closed list of section 17.1. Every GPU of a session gets exactly one. */
export const REASONS = {
  ok: { code: 0, outcome: "accept", class: "none", sentence: "every sample was right and in time" },
  malformed: reject(1, "protocol", "the executor sent a frame that cannot be read"),
  out_of_order: reject(2, "protocol", "the executor sent a frame at the wrong time"),
  bad_signature: reject(3, "protocol", "a signature of the executor is wrong"),
  bad_delegation: reject(4, "protocol", "the miner's hotkey did not vouch for the executor's session key"),
  ready_mismatch: reject(5, "protocol", "the executor did not list exactly the GPUs it was asked for"),
  executor_abort: reject(6, "absent", "the executor gave up after the challenge"),
  equivocation: reject(7, "fraud", "the executor signed two different answers"),
  commit1_missing: reject(8, "absent", "the GPU did not finish the fill"),
  commit2_missing: reject(9, "absent", "the GPU did not finish the walk"),
  openings_missing: reject(10, "absent", "the executor did not open the samples"),
  openings_shape: reject(11, "fraud", "the opened samples have the wrong length"),
  r1_mismatch: reject(12, "fraud", "the opened roots are not those committed after the fill"),
  r2_mismatch: reject(13, "fraud", "the opened walk root is not the one committed after the walk"),
  strip_path: reject(14, "fraud", "a sampled strip does not belong to the committed tree"),
  strip_digest: reject(15, "fraud", "a sampled strip was computed wrongly"),
  walker_path: reject(16, "fraud", "a sampled walker does not belong to the committed tree"),
  walker_digest: reject(17, "fraud", "a sampled walker was walked wrongly"),
  commit1_late: reject(18, "timing", "right, but the fill took longer than this class of GPU may take"),
  commit2_late: reject(19, "timing", "right, but the walk took longer than this class of GPU may take"),
  refused: voided(64, "none", "the executor refused the challenge"),
  no_ready: voided(65, "none", "the executor did not get ready in time"),
  no_rtt: voided(66, "none", "too few pings were answered to know the distance"),
  aborted: voided(67, "none", "the session was called off"),
  v_malformed: voided(
    68,
    "validator",
    "the validator sent a frame that cannot be read, or its times go back",
  ),
  v_out_of_order: voided(69, "validator", "the validator sent a frame at the wrong time"),
  v_bad_params: voided(70, "validator", "the validator asked for something the rules do not allow"),
  v_bad_delegation: voided(71, "validator", "the validator's hotkey did not vouch for its session key"),
  v_bad_signature: voided(72, "validator", "a signature of the validator is wrong"),
  v_context: voided(73, "validator", "the transcript belongs to another chain, validator, miner or executor"),
  v_bad_vector: voided(74, "validator", "the validator listed other commits than it received"),
  v_bad_reveal: voided(75, "validator", "the validator revealed another secret than it had committed to"),
  v_early: voided(76, "validator", "the validator did not wait as long as it must"),
  v_incomplete: voided(77, "validator", "the session ended before it could be decided"),
} as const satisfies Record<string, ReasonFacts>;

/** Why a GPU was accepted, rejected, or not judged. */
export type Reason = keyof typeof REASONS;

/** The numbers of outcomes in a Verdict. */
export const OUTCOME_CODES = { accept: 0, reject: 1, void: 2 } as const satisfies Record<Outcome, number>;

/** Ready statuses (section 13.2): the name, and a sentence for people. */
export const READY_STATUSES = {
  ready: { code: 0, sentence: "ready" },
  busy: { code: 1, sentence: "the executor is busy or rented" },
  unknown_gpu: { code: 2, sentence: "the executor has no such GPU" },
  not_enough_memory: { code: 3, sentence: "a GPU has not enough free memory" },
  no_kernel: { code: 4, sentence: "there is no kernel for this device or driver" },
  driver_error: { code: 5, sentence: "the GPU driver failed" },
  params_refused: { code: 6, sentence: "the executor refuses these parameters" },
  not_authorised: { code: 7, sentence: "the executor does not accept this validator or its request" },
  in_flight: { code: 8, sentence: "another challenge is in flight" },
  rate_limited: { code: 9, sentence: "too many challenges in a short time" },
  shutting_down: { code: 10, sentence: "the executor is shutting down" },
} as const;

export type ReadyStatus = keyof typeof READY_STATUSES;

/** A {@link ReadyStatus} that says no. */
export type ReadyRefusal = Exclude<ReadyStatus, "ready">;

/** Abort codes (section 13.2). */
export const ABORT_CODES = {
  bad_signature: { code: 1, sentence: "a signature is wrong" },
  bad_params: { code: 2, sentence: "a parameter is wrong" },
  bad_reveal: { code: 3, sentence: "the revealed secret is not the one committed to" },
  bad_vector: { code: 4, sentence: "the list of commits is wrong" },
  out_of_order: { code: 5, sentence: "a frame came at the wrong time" },
  timed_out: { code: 6, sentence: "the other side took too long" },
  device_error: { code: 7, sentence: "a device failed" },
  shutting_down: { code: 8, sentence: "the process is shutting down" },
  preempted: { code: 9, sentence: "a rental took the machine" },
  internal: { code: 10, sentence: "an internal failure" },
} as const;

export type AbortCode = keyof typeof ABORT_CODES;

/** The name of a Ready status on the wire, or `undefined`. */
export function readyStatusOf(code: number): ReadyStatus | undefined {
  return nameOf(READY_STATUSES, code);
}

/** The name of an abort code on the wire, or `undefined`. */
export function abortCodeOf(code: number): AbortCode | undefined {
  return nameOf(ABORT_CODES, code);
}

/** The reason with this number in a Verdict, or `undefined`. */
export function reasonOf(code: number): Reason | undefined {
  return nameOf(REASONS, code);
}

function nameOf<Name extends string>(
  table: Readonly<Record<Name, { readonly code: number }>>,
  code: number,
): Name | undefined {
  for (const name in table) if (table[name].code === code) return name;
  return undefined;
}
