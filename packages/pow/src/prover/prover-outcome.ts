import type { AbortCode, ReadyRefusal } from "../rules/outcome.js";
import type { PowParams } from "../rules/params.js";
import type { Transcript } from "../transcript/transcript.js";
import type { PrepareMessage, VerdictMessage } from "../wire/message.js";

/** How a session ended for the executor. */
export type ProverEnd =
  /** The Verdict came; what it says is the validator's word. */
  | { readonly kind: "completed"; readonly verdict: VerdictMessage }
  | { readonly kind: "refused"; readonly status: ReadyRefusal; readonly detail: string }
  /** The first frame was no Prepare: there is nobody to answer. */
  | { readonly kind: "unreadable" }
  | {
      readonly kind: "aborted";
      readonly by: "executor" | "validator";
      /** The name of the code, or its number where the validator sent an unknown one. */
      readonly code: AbortCode | number;
      readonly detail: string;
    }
  | { readonly kind: "disconnected" }
  /** Everything was opened, but no Verdict came within 120 s. */
  | { readonly kind: "no-verdict" };

export interface ProverOutcome {
  readonly end: ProverEnd;
  /** `undefined` if none could be read. */
  readonly prepare: PrepareMessage | undefined;
  /** What each slot was asked for; empty if the Prepare was refused for its form. */
  readonly params: readonly PowParams[];
  /** The frames as the executor saw them, on its own clock: evidence, should the validator lie. */
  readonly transcript: Transcript;
}
