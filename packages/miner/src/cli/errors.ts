import { AppError } from "@headframe/kit";

/** Why a command failed. */
export type CommandFailure =
  | { readonly code: "cli/not-running"; readonly url: string }
  | { readonly code: "cli/refused"; readonly url: string; readonly status: number }
  | { readonly code: "cli/declined" }
  | { readonly code: "cli/no-terminal" }
  | { readonly code: "cli/no-answer" }
  | { readonly code: "cli/answers-differ" };

/** An expected failure of a command. */
export class CommandError extends AppError<CommandFailure> {}
