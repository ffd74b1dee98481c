import { AppError } from "../errors/app-error.js";

/** One thing wrong with a configuration. */
export interface ConfigProblem {
  /** The key, dotted; empty when the whole is meant. */
  readonly key: string;
  /** Where the value came from: a file's path, a variable's name, `the command line`. */
  readonly source: string | undefined;
  /** What is wrong and what would be right. Never contains a secret. */
  readonly message: string;
}

export type ConfigFailure =
  | { readonly code: "config/invalid"; readonly problems: readonly ConfigProblem[] }
  | { readonly code: "config/missing-file"; readonly file: string }
  | { readonly code: "config/unreadable-file"; readonly file: string }
  | { readonly code: "config/syntax"; readonly file: string; readonly line: number; readonly column: number };

/** A configuration that cannot be used. Thrown before anything starts. */
export class ConfigError extends AppError<ConfigFailure> {}

/** One error for all problems, one line each. */
export function invalidConfig(problems: readonly ConfigProblem[], hint: string): ConfigError {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.map((problem) => `\n  ${describeProblem(problem)}`);
  return new ConfigError(
    { code: "config/invalid", problems },
    `the configuration has ${count}:${lines.join("")}`,
    { hint },
  );
}

function describeProblem({ key, source, message }: ConfigProblem): string {
  const where = source === undefined ? "" : ` (in ${source})`;
  return key === "" ? `${message}${where}` : `${key}: ${message}${where}`;
}
