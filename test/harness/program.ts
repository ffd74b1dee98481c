import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type ProgramName = "miner" | "executor" | "validator";

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

type LogLine = Readonly<Record<string, unknown>>;

/** Longest that a test waits for a line of a log: starting takes seconds on a busy machine. */
const LINE_LIMIT_MS = 60_000;
const LAST_WORDS_LINES = 30;
const KILL_AFTER_MS = 30_000;

/** A program of the workspace as an operator starts it. */
export class Program {
  readonly name: ProgramName;
  readonly #child: ChildProcess;
  readonly #lines: LogLine[] = [];
  readonly #ended: Promise<Ended>;
  #stdout = "";
  #stderr = "";
  #hasEnded = false;

  constructor(name: ProgramName, args: readonly string[], folder: string) {
    this.name = name;
    const main = fileURLToPath(new URL(`../../packages/${name}/bin/${name}.mjs`, import.meta.url));
    this.#child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      // What the test runner sets for itself must not reach the programs.
      env: { PATH: process.env["PATH"], HOME: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error("the outputs are pipes");
    createInterface({ input: stdout }).on("line", (line) => this.#take(line));
    stderr.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#ended = once(this.#child, "close").then(([code, signal]) => {
      this.#hasEnded = true;
      return {
        code: code as number | null,
        signal: signal as NodeJS.Signals | null,
        stdout: this.#stdout,
        stderr: this.#stderr,
      };
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`${this.name} did not start`);
    return this.#child.pid;
  }

  /** Resolves when the process and its outputs have ended. */
  get ended(): Promise<Ended> {
    return this.#ended;
  }

  /** The first line with this message that the program has logged (as JSON) after the first `after` lines. */
  async logged(message: string, { after = 0 }: { readonly after?: number } = {}): Promise<LogLine> {
    const deadlineMs = Date.now() + LINE_LIMIT_MS;
    for (;;) {
      const line = this.#lines.slice(after).find(({ msg }) => msg === message);
      if (line !== undefined) return line;
      if (this.#hasEnded || Date.now() > deadlineMs) {
        throw new Error(`${this.name} logged no "${message}":\n${this.lastWords()}`);
      }
      await Promise.race([once(this.#child.stdout ?? this.#child, "data"), this.#ended]);
    }
  }

  /** How many lines it has logged so far, for {@link logged}. */
  get lineCount(): number {
    return this.#lines.length;
  }

  /** What it wrote to the standard error so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** The last lines that it wrote, for messages. */
  lastWords(): string {
    return `${this.#stdout}${this.#stderr}`.trimEnd().split("\n").slice(-LAST_WORDS_LINES).join("\n");
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to end, as a supervisor would, and resolves when it has; one that does not is killed, and it rejects. */
  async stop(): Promise<Ended> {
    this.#child.kill("SIGTERM");
    let isKilled = false;
    const killer = setTimeout(() => (isKilled = this.#child.kill("SIGKILL")), KILL_AFTER_MS);
    const ended = await this.#ended;
    clearTimeout(killer);
    if (isKilled) throw new Error(`${this.name} did not end when it was asked to:\n${this.lastWords()}`);
    return ended;
  }

  #take(line: string): void {
    this.#stdout += `${line}\n`;
    if (!line.startsWith('{"')) return;
    try {
      this.#lines.push(JSON.parse(line) as LogLine);
    } catch {
      // Not a line of the log: the validator's JSON report has many lines.
    }
  }
}
