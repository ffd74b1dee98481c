import { AppError, errorCode, errorMessage } from "@headframe/kit";
import { StartupError } from "./errors.js";

type Results<Checks extends readonly (() => Promise<unknown>)[]> = {
  readonly [Index in keyof Checks]: Awaited<ReturnType<Checks[Index]>>;
};

/**
 * Runs every check and gives their results. If one fails, throws its error; if several fail, throws one
 * {@link StartupError} that names them all, so that nobody has to start again for each.
 */
export async function checkAll<const Checks extends readonly (() => Promise<unknown>)[]>(
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
    `the miner cannot start: ${failures.length} problems:${lines.join("")}`,
    { cause: first, hint: "nothing was started; correct them all and start again" },
  );
}

function hintOf(failure: unknown): string {
  return failure instanceof AppError && failure.hint !== undefined ? ` (${failure.hint})` : "";
}
