import { ABORT_CODES, READY_STATUSES, type VerifierOutcome } from "@headframe/pow";
import type { SessionPlan } from "../challenge/session-plan.js";
import type { SessionReport } from "./challenge-report.js";
import { printable } from "../printable.js";
import { toDeviceNotes } from "../transcripts/device-notes.js";
import { toDeviceReport } from "./device-report.js";

/** Tells what came of a session: of `plan`, of what `outcome` says about it, and of where the evidence is. */
export function toSessionReport(
  plan: SessionPlan,
  outcome: VerifierOutcome,
  transcript: SessionReport["transcript"],
): SessionReport {
  const { gpus, rttMinUs } = outcome.evaluation;
  return {
    tier: plan.tier,
    rttUs: rttMinUs ?? null,
    agent: outcome.ready === undefined ? null : printable(outcome.ready.agent),
    remark: remarkOf(outcome),
    devices: plan.devices.flatMap((planned, slot) => {
      const gpu = gpus[slot];
      return gpu === undefined ? [] : [toDeviceReport(toDeviceNotes(planned), gpu)];
    }),
    transcript,
  };
}

/** Why the executor did not go on, if it said so. */
function remarkOf({ ready, abort }: VerifierOutcome): string | null {
  if (abort !== undefined) {
    const { by, code, detail } = abort;
    const what = typeof code === "number" ? `abort code ${code}` : ABORT_CODES[code].sentence;
    const who = by === "executor" ? "the executor gave up" : "we called it off";
    return `${who}: ${what}${detail === "" ? "" : ` (${printable(detail)})`}`;
  }
  if (ready === undefined || ready.status === "ready") return null;
  const { status } = ready;
  return typeof status === "number" ? `status ${status} of Ready` : READY_STATUSES[status].sentence;
}
