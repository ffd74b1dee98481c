import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { testSections } from "./running-executor.js";
import { tempDir } from "./temp-dir.js";

const MAIN = fileURLToPath(new URL("../../bin/executor.mjs", import.meta.url));

/** How a finished process ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The executor program as an operator starts it. */
export class ExecutorProcess {
  readonly child: ChildProcess;
  readonly #lines: Record<string, unknown>[] = [];
  readonly #exited: Promise<Finished>;
  #stdout = "";
  #stderr = "";

  constructor(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, NODE_OPTIONS: "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    if (this.child.stdout === null) throw new Error("the standard output is not a pipe");
    createInterface({ input: this.child.stdout }).on("line", (line) => {
      this.#stdout += `${line}\n`;
      if (line.startsWith('{"level"')) this.#lines.push(JSON.parse(line) as Record<string, unknown>);
    });
    this.child.stderr?.on("data", (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#exited = once(this.child, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.#stdout,
      stderr: this.#stderr,
    }));
    onTestFinished(async () => {
      this.child.kill("SIGKILL");
      await this.#exited;
    });
  }

  get exited(): Promise<Finished> {
    return this.#exited;
  }

  /** The first log line with this message, as soon as it is there. */
  async logged(message: string, timeoutMs = 30_000): Promise<Record<string, unknown>> {
    const deadlineMs = Date.now() + timeoutMs;
    for (;;) {
      const line = this.#lines.find(({ msg }) => msg === message);
      if (line !== undefined) return line;
      if (Date.now() > deadlineMs || this.child.exitCode !== null) {
        throw new Error(`no line "${message}" in:\n${this.#stdout}\n${this.#stderr}`);
      }
      await Promise.race([once(this.child.stdout ?? this.child, "data"), this.#exited]);
    }
  }
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Writes a configuration for tests; gives the path of the file. */
export function writeConfig(overrides: Sections = {}, directory = tempDir()): string {
  const sections = testSections(directory, { logging: { format: "json" }, ...overrides });
  const lines = Object.entries(sections).flatMap(([name, keys]) => [
    `[${name}]`,
    ...Object.entries(keys).map(([key, value]) => `${key} = ${JSON.stringify(value)}`),
  ]);
  const file = join(directory, "executor.toml");
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}
