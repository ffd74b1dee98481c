import type { Logger } from "@headframe/kit";
import type { CliContext } from "@headframe/kit/cli";
import { silentLogger } from "@headframe/kit";

/** A logger for commands: what a person should know while one runs goes to the standard error, a line each. */
export function noticesTo({ stderr }: CliContext): Logger {
  const notices: Logger = {
    ...silentLogger,
    info: (_fields, message) => void stderr.write(`${message}\n`),
    warn: (fields, message) => void stderr.write(`warning: ${message}${remedyOf(fields)}\n`),
    child: () => notices,
  };
  return notices;
}

function remedyOf({ remedy }: Readonly<Record<string, unknown>>): string {
  return typeof remedy === "string" ? `: ${remedy}` : "";
}
