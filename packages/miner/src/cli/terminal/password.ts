import { passwordFromEnvironment, type PasswordSource } from "@headframe/chain";
import { readSecretFile, Secret } from "@headframe/kit";
import type { CliContext } from "@headframe/kit/cli";
import { CommandError } from "../errors.js";
import type { Terminal } from "./terminal.js";

/** Where passwords may come from. */
export interface PasswordParts {
  readonly context: CliContext;
  readonly terminal: Terminal;
  /** `--password-file`. */
  readonly file?: string | undefined;
}

/** The password of a key file: from the file named, else from btcli's variable, else from whoever sits there. */
export function passwordSource({ context, terminal, file }: PasswordParts): PasswordSource {
  return async (keyfile) => {
    if (file !== undefined) return fromFile(file, context);
    const stored = passwordFromEnvironment(keyfile, context.env);
    if (stored || !terminal.isInteractive) return stored;
    const { path, kind } = keyfile;
    return new Secret(await askPassword(terminal, context, `Password of the ${kind} ${path}: `));
  };
}

/** A password for a key that is being made; from a terminal it is asked for twice. */
export async function newPassword({ context, terminal, file }: PasswordParts): Promise<Secret> {
  if (file !== undefined) return fromFile(file, context);
  const password = await askPassword(terminal, context, "New password: ");
  if (password === "") {
    throw new CommandError({ code: "cli/no-answer" }, "the password is empty", {
      hint: "leave --encrypt out to keep the hotkey without a password, as btcli does",
    });
  }
  if ((await askPassword(terminal, context, "The same again: ")) === password) return new Secret(password);
  throw new CommandError({ code: "cli/answers-differ" }, "the two passwords differ", {
    hint: "nothing was written; give the command again",
  });
}

function fromFile(file: string, { stderr }: CliContext): Secret {
  return readSecretFile(file, { onWarning: (warning) => void stderr.write(`warning: ${warning}\n`) });
}

function askPassword(terminal: Terminal, { signal }: CliContext, text: string): Promise<string> {
  return terminal.ask({ text, instead: "--password-file", isSecret: true, signal });
}
