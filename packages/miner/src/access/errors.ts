import { AppError } from "@headframe/kit";

/** Why a validator was not let in. */
export type AccessFailure =
  | { readonly code: "access/malformed-request"; readonly field: string }
  | { readonly code: "access/target-required" }
  | { readonly code: "access/wrong-target"; readonly target: string }
  | { readonly code: "access/stale-timestamp"; readonly skewSeconds: number }
  | { readonly code: "access/invalid-signature"; readonly hotkey: string }
  | { readonly code: "access/nonce-reused"; readonly hotkey: string }
  | { readonly code: "access/not-allowed"; readonly hotkey: string }
  | { readonly code: "access/not-registered"; readonly hotkey: string }
  | { readonly code: "access/no-validator-permit"; readonly hotkey: string }
  | { readonly code: "access/stake-too-low"; readonly hotkey: string; readonly stakeRao: string }
  | { readonly code: "access/chain-view-stale"; readonly ageMs: number }
  | { readonly code: "access/rate-limited"; readonly retryAfterMs: number }
  | { readonly code: "access/too-many-sessions"; readonly limit: number; readonly retryAfterMs: number }
  | { readonly code: "access/invalid-token" }
  | { readonly code: "access/timeout"; readonly timeoutMs: number }
  | { readonly code: "access/not-offered"; readonly method: string };

/** An expected refusal of a validator. */
export class AccessError extends AppError<AccessFailure> {}
