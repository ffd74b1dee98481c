import type { Reason } from "../rules/outcome.js";
import type { PowParams } from "../rules/params.js";

/** The openings of one GPU and all that is needed to judge them (section 12). Structured-clonable. */
export interface OpeningsJob {
  readonly params: PowParams;
  /** The index of the GPU in its session. */
  readonly slot: number;
  readonly seed: Uint8Array;
  readonly walkNonce: Uint8Array;
  /** The first commit. */
  readonly r1: Uint8Array;
  /** The second commit. */
  readonly r2: Uint8Array;
  /** Z, the hash of the Open message: it decides the samples. */
  readonly openHash: Uint8Array;
  /** The body of the Openings frame after the index byte. */
  readonly body: Uint8Array;
}

/** What is wrong with openings, first failure first, or `ok`. */
export type OpeningsReason = Extract<
  Reason,
  | "ok"
  | "openings_shape"
  | "r1_mismatch"
  | "r2_mismatch"
  | "strip_path"
  | "strip_digest"
  | "walker_path"
  | "walker_digest"
>;

/** Judges one GPU's openings, at once or on another thread. */
export type OpeningsVerifier = (job: OpeningsJob) => OpeningsReason | Promise<OpeningsReason>;
