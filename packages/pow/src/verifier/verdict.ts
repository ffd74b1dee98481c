import { OUTCOME_CODES, REASONS } from "../rules/outcome.js";
import type { GpuEvaluation } from "../transcript/transcript.js";
import type { VerdictMessage } from "../wire/message.js";

/** The Verdict that says what was judged; its `cid` is for the session to fill in. */
export function toVerdict(transcriptHash: Uint8Array, gpus: readonly GpuEvaluation[]): VerdictMessage {
  return {
    type: "verdict",
    cid: new Uint8Array(16),
    transcriptHash,
    gpus: gpus.map(({ outcome, reason, t1Us, d1Us, t2Us, d2Us }) => ({
      outcome: OUTCOME_CODES[outcome],
      reason: REASONS[reason].code,
      t1Us,
      d1Us,
      t2Us,
      d2Us,
    })),
  };
}
