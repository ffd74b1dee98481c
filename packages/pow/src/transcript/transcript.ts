import type { Outcome, Reason } from "../rules/outcome.js";
import type { PowParams } from "../rules/params.js";
import type { Direction } from "../wire/message.js";

/** One frame as the validator saw it. */
export interface TranscriptFrame {
  readonly direction: Direction;
  /** On the validator's monotonic clock: just before sending, or at arrival. */
  readonly us: number;
  readonly bytes: Uint8Array;
}

/** Everything both sides said, in the validator's order, and when it closed the session (section 17.2). */
export interface Transcript {
  readonly frames: readonly TranscriptFrame[];
  readonly endUs: number;
}

/** The judgement about one GPU. Times in microseconds, `undefined` if there is none. */
export interface GpuEvaluation {
  /** The index in the session. */
  readonly slot: number;
  /** 16 raw bytes, as in Prepare. */
  readonly uuid: Uint8Array;
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** From the Challenge to the first commit. */
  readonly t1Us: number | undefined;
  /** The limit of `t1Us`. */
  readonly d1Us: number | undefined;
  /** From the Nonce to the second commit. */
  readonly t2Us: number | undefined;
  /** The limit of `t2Us`. */
  readonly d2Us: number | undefined;
  /** What was asked of it; `undefined` if the block in Prepare is not valid. */
  readonly params: PowParams | undefined;
}

/** The judgement about a session (section 17.3). */
export interface Evaluation {
  /** One per GPU of the Prepare, in slot order; none if there is no Prepare. */
  readonly gpus: readonly GpuEvaluation[];
  /** 32 bytes (section 17.2). */
  readonly transcriptHash: Uint8Array;
  /** The smallest round trip before the Challenge in microseconds; `undefined` without five of them. */
  readonly rttMinUs: number | undefined;
}
