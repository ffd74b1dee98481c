import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CommandError } from "../errors.js";

/** Where a person answers. */
export interface TerminalStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly output: NodeJS.WritableStream;
}

/** What a command asks of the person who gave it. */
export interface Question {
  readonly text: string;
  /** What to give instead where nobody can answer: `--yes`. */
  readonly instead: string;
  /** The answer is a secret: show nothing of it. */
  readonly isSecret?: boolean;
  readonly signal: AbortSignal;
}

/** Swallows what readline would echo. */
const nowhere = () =>
  new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });

/** A person at a terminal, if there is one. */
export class Terminal {
  readonly #streams: TerminalStreams;

  constructor(streams: TerminalStreams = { input: process.stdin, output: process.stderr }) {
    this.#streams = streams;
  }

  /** Whether somebody could answer. */
  get isInteractive(): boolean {
    return this.#streams.input.isTTY === true;
  }

  /** One line. Throws `cli/no-terminal` or `cli/no-answer`; rejects with the signal's reason when it fires. */
  async ask({ text, instead, isSecret = false, signal }: Question): Promise<string> {
    signal.throwIfAborted();
    const { input, output } = this.#streams;
    if (!this.isInteractive) {
      throw new CommandError({ code: "cli/no-terminal" }, `there is no terminal to answer "${text.trim()}"`, {
        hint: `give ${instead}`,
      });
    }
    const lines = createInterface({ input, output: isSecret ? nowhere() : output, terminal: true });
    // In raw mode the terminal sends no signal: the key arrives here.
    lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    if (isSecret) output.write(text);
    try {
      const ended = new Promise<never>((_, reject) => lines.once("close", () => reject(unanswered())));
      return await Promise.race([lines.question(isSecret ? "" : text, { signal }), ended]);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      lines.close();
      if (isSecret) output.write("\n");
    }
  }
}

function unanswered(): CommandError {
  return new CommandError({ code: "cli/no-answer" }, "the question was not answered", {
    hint: "nothing was done; give the command again",
  });
}
