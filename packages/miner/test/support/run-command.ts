import { PassThrough, Writable } from "node:stream";
import { runCli } from "@headframe/kit/cli";
import { buildProgram } from "../../src/cli/program.js";
import { Terminal } from "../../src/cli/terminal/terminal.js";

/** What a command did. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface RunningCommand {
  readonly stdout: Capture;
  readonly result: Promise<CommandResult>;
  /** What SIGTERM does. */
  readonly interrupt: () => void;
}

/** Runs a `miner` command in this process, without a terminal unless one is given. */
export function runCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  terminal?: Terminal,
): Promise<CommandResult> {
  return startCommandLine(argv, env, terminal).result;
}

/** Begins one that goes on until it is interrupted. */
export function startCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  terminal: Terminal = new Terminal({ input: new PassThrough(), output: new Capture() }),
): RunningCommand {
  const [stdout, stderr] = [new Capture(), new Capture()];
  const others = new Set(process.listeners("SIGTERM"));
  const ended = runCli({
    name: "miner",
    version: "0.0.0-test",
    description: "",
    argv,
    env,
    stdout,
    stderr,
    build: (program, context) => buildProgram(program, context, "0.0.0-test", terminal),
  });
  // Its own alone: the process that runs the tests listens, too.
  const listener = process.listeners("SIGTERM").find((each) => !others.has(each));
  return {
    stdout,
    result: ended.then((exitCode) => ({ exitCode, stdout: stdout.text, stderr: stderr.text })),
    interrupt: () => listener?.("SIGTERM"),
  };
}

/** Keeps what is written to it. */
export class Capture extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
