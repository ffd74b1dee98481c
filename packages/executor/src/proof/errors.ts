import { AppError } from "@headframe/kit";

/** Why a challenge was refused before the proof protocol has a frame that could say so. */
export type ChallengeFailure =
  | { readonly code: "executor/wrong-executor"; readonly executorId: string }
  | { readonly code: "executor/unreadable-prepare" }
  | { readonly code: "executor/draining" };

/** A challenge that was not, or would not be, even begun. */
export class ChallengeError extends AppError<ChallengeFailure> {}
