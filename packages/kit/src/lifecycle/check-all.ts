import { AppError, errorCode, errorMessage } from "../errors/app-error.js";

/** Several things keep a process from starting. */
export interface StartupFailure {
  readonly code: "startup/problems";
  /** Code of each problem, where it has one. */
  readonly causes: readonly (string | undefined)[];
}

/** Everything that was found wrong before anything started. */
export class StartupError extends AppError<StartupFailure> {}

type Results<Checks extends readonly (() => Promise<unknown>)[]> = {
  readonly [Index in keyof Checks]: Awaited<ReturnType<Checks[Index]>>;
};

/**
 * Runs every check at once and gives their results. If one fails, throws its error; if several fail, throws one
 * {@link StartupError} that names them all, so that nobody has to start again for each. What is no `AppError` is a
 * defect, and thrown before everything else.
 *
 * @param process what cannot start, for the sentence: `the miner`.
 */
export async function checkAll<const Checks extends readonly (() => Promise<unknown>)[]>(
  process: string,
  ...checks: Checks
): Promise<Results<Checks>> {
  const outcomes = await Promise.allSettled(checks.map((check) => check()));
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason as unknown] : [],
  );
  const [first] = failures;
  if (failures.length === 0) {
    return outcomes.map((outcome) =>
      outcome.status === "fulfilled" ? outcome.value : undefined,
    ) as Results<Checks>;
  }
  if (failures.length === 1) throw first;
  const unexpected = failures.find((failure) => !(failure instanceof AppError));
  if (unexpected !== undefined) throw unexpected;
  const lines = failures.map((failure) => `\n  ${errorMessage(failure)}${hintOf(failure)}`);
  throw new StartupError(
    { code: "startup/problems", causes: failures.map(errorCode) },
    `${process} cannot start: ${failures.length} problems:${lines.join("")}`,
    { cause: first, hint: "nothing was started; correct them all and start again" },
  );
}

function hintOf(failure: unknown): string {
  return failure instanceof AppError && failure.hint !== undefined ? ` (${failure.hint})` : "";
}
