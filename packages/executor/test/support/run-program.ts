import { Writable } from "node:stream";
import { runCli } from "@headframe/kit/cli";
import { buildProgram } from "../../src/cli/program.js";

/** How a command ended, and what it printed. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the executor program in this process, to its end. */
export async function runProgram(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<ProgramResult> {
  const stdout = new TextCollector();
  const stderr = new TextCollector();
  const code = await runCli({
    name: "executor",
    version: "0.0.0-test",
    description: "under test",
    build: buildProgram,
    argv,
    env,
    stdout,
    stderr,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

class TextCollector extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
