import { Writable } from "node:stream";
import { runCli } from "@headframe/kit";
import { buildProgram } from "../../src/cli/program.js";

/** A stream that keeps what is written to it. */
class Sink extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Runs a `miner` command line in this process, with nothing of its environment. */
export async function runCommandLine(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const stdout = new Sink();
  const stderr = new Sink();
  const exitCode = await runCli({
    name: "miner",
    version: "0.0.0",
    description: "test",
    build: (program, context) => buildProgram(program, context, "0.0.0"),
    argv,
    env,
    stdout,
    stderr,
  });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
