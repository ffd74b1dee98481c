import { AppError } from "@headframe/kit";

/** Why the fleet could not do what was asked of it. */
export type FleetFailure =
  | { readonly code: "fleet/unknown-executor"; readonly executorId: string }
  | { readonly code: "fleet/executor-busy"; readonly executorId: string }
  | { readonly code: "fleet/executor-unavailable"; readonly executorId: string; readonly health: string }
  | { readonly code: "fleet/draining" }
  | { readonly code: "fleet/executor-unreachable"; readonly executorId: string }
  | { readonly code: "fleet/executor-refused"; readonly executorId: string; readonly peerCode: string }
  | { readonly code: "fleet/no-first-message"; readonly timeoutMs: number }
  | { readonly code: "fleet/enrolment-off" }
  | { readonly code: "fleet/invalid-enrolment"; readonly field: string }
  | { readonly code: "fleet/alias-taken"; readonly alias: string }
  | { readonly code: "fleet/address-taken"; readonly grpcAddress: string }
  | { readonly code: "fleet/full"; readonly limit: number }
  | { readonly code: "fleet/not-enrolled"; readonly executorId: string }
  | { readonly code: "fleet/listed-executor"; readonly executorId: string };

/** An expected failure of the fleet. */
export class FleetError extends AppError<FleetFailure> {}
