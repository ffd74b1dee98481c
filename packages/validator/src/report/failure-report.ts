import { AppError, errorMessage } from "@headframe/kit";
import type { FailureReport } from "./challenge-report.js";

/** An expected failure as a report shows it; anything else is a defect and is thrown on. */
export function toFailureReport(error: unknown): FailureReport {
  if (!(error instanceof AppError)) throw error;
  const { minerCode } = error.detail as { readonly minerCode?: string };
  return {
    code: error.code,
    message: errorMessage(error),
    hint: error.hint ?? null,
    peerCode: minerCode ?? null,
  };
}
