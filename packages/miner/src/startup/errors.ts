import { AppError } from "@headframe/kit";

/** Several things keep the miner from starting. */
export interface StartupFailure {
  readonly code: "startup/problems";
  /** Code of each problem, where it has one. */
  readonly causes: readonly (string | undefined)[];
}

/** Everything that was found wrong before anything started. */
export class StartupError extends AppError<StartupFailure> {}
