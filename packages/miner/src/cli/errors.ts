import { AppError } from "@headframe/kit";

/** Why a command about a running miner failed. */
export type CommandFailure =
  | { readonly code: "cli/not-running"; readonly url: string }
  | { readonly code: "cli/refused"; readonly url: string; readonly status: number };

/** An expected failure of a command. */
export class CommandError extends AppError<CommandFailure> {}
