import { PassThrough, Writable } from "node:stream";
import { runCli } from "@headframe/kit";
import { buildProgram } from "../../src/cli/program.js";
import { Terminal } from "../../src/cli/terminal/terminal.js";

/** What a command did. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a `miner` command in this process, without a terminal unless one is given. */
export async function runCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  terminal: Terminal = new Terminal({ input: new PassThrough(), output: new Capture() }),
): Promise<CommandResult> {
  const [stdout, stderr] = [new Capture(), new Capture()];
  const exitCode = await runCli({
    name: "miner",
    version: "0.0.0-test",
    description: "",
    argv,
    env,
    stdout,
    stderr,
    build: (program, context) => buildProgram(program, context, "0.0.0-test", terminal),
  });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

/** Keeps what is written to it. */
export class Capture extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
