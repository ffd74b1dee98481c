import { Writable } from "node:stream";
import { runValidatorCli } from "@headframe/validator";
import type { Ended } from "./program.js";

/** A validator under way, wherever it runs. */
export interface RunningValidator {
  readonly ended: Promise<Ended>;
  /** What it wrote to the standard error so far. */
  readonly stderr: string;
}

/** Runs a command line of the validator in this process, with its own outputs. */
export function startValidator(argv: readonly string[]): RunningValidator {
  const written = { stdout: "", stderr: "" };
  const sink = (name: keyof typeof written): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString();
        done();
      },
    });
  const ended = runValidatorCli({ argv, env: {}, stdout: sink("stdout"), stderr: sink("stderr") });
  return {
    ended: ended.then((code) => ({ code, signal: null, ...written })),
    get stderr() {
      return written.stderr;
    },
  };
}
