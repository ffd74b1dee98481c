import type { OpeningsJob } from "./openings-job.js";
import type { SampleFailure } from "./verify-openings.js";

/** A share of a job: samples `from` ≤ number < `to`. */
export interface VerifyRequest {
  readonly id: number;
  readonly job: OpeningsJob;
  readonly from: number;
  readonly to: number;
}

/** The answer of a worker thread. */
export type VerifyResponse =
  | { readonly id: number; readonly failure: SampleFailure | undefined }
  | { readonly id: number; readonly error: string };
