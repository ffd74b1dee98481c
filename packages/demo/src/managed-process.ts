import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { processEntry, type ProcessEntry, sleep } from "@headframe/kit";
import { DemoError } from "./errors.js";

const POLL_INTERVAL_MS = 50;
const LOG_TAIL_LINES = 15;

export type Program = "miner" | "executor" | "validator";

/**
 * How to run a program of this workspace: from sources if we are, else as built. It ends when the `"ipc"` channel does
 * that it must be spawned with: at the latest when the demo dies.
 */
export function programEntry(program: Program): ProcessEntry {
  const folder = basename(dirname(fileURLToPath(import.meta.url)));
  const { file, execArgv } = processEntry(`../../${program}/${folder}/main`, import.meta.url);
  const guard = processEntry("end-with-demo", import.meta.url).file;
  return { file, execArgv: [...execArgv, "--import", pathToFileURL(guard).href] };
}

export interface ManagedProcessOptions {
  /** As messages call it. */
  readonly name: string;
  readonly program: Program;
  readonly args: readonly string[];
  readonly folder: string;
  readonly logFile: string;
}

/** A program that runs beside the demo, with its output in a log file. */
export class ManagedProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #logFile: string;
  readonly #exited: Promise<void>;
  #hasExited = false;

  constructor({ name, program, args, folder, logFile }: ManagedProcessOptions) {
    this.name = name;
    this.#logFile = logFile;
    const log = openSync(logFile, "a", 0o600);
    // A group of its own: Ctrl-C must reach the demo alone, which then stops everything in the right order.
    const { execArgv, file } = programEntry(program);
    this.#child = spawn(process.execPath, [...execArgv, file, ...args], {
      cwd: folder,
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    });
    closeSync(log);
    this.#exited = new Promise((resolve) => {
      const onEnd = (): void => {
        this.#hasExited = true;
        resolve();
      };
      this.#child.once("exit", onEnd).once("error", onEnd);
    });
  }

  /**
   * Polls until `isReady` says so.
   *
   * @throws {DemoError} when the process ends or the limit passes first; the hint holds the end of its log.
   */
  async ready(isReady: () => Promise<boolean>, limitMs: number, signal: AbortSignal): Promise<void> {
    const deadline = performance.now() + limitMs;
    while (!(await isReady())) {
      if (this.#hasExited) {
        throw new DemoError(
          { code: "demo/process-ended", process: this.name },
          `${this.name} ended before it was ready`,
          { hint: this.#lastWords() },
        );
      }
      if (performance.now() > deadline) {
        throw new DemoError(
          { code: "demo/not-ready", process: this.name },
          `${this.name} is not ready after ${limitMs / 1000} s`,
          { hint: this.#lastWords() },
        );
      }
      await sleep(POLL_INTERVAL_MS, signal);
    }
  }

  /** Asks it to end and waits; after `limitMs` it is killed. */
  async stop(limitMs: number): Promise<void> {
    if (this.#hasExited) return;
    this.#child.kill("SIGTERM");
    const killer = setTimeout(() => this.#child.kill("SIGKILL"), limitMs);
    await this.#exited;
    clearTimeout(killer);
  }

  #lastWords(): string {
    const lines = readFileSync(this.#logFile, "utf8").trimEnd().split("\n").slice(-LOG_TAIL_LINES);
    return `the end of its log, ${this.#logFile}:\n${lines.map((line) => `    ${line}`).join("\n")}`;
  }
}

/** The JSON at `url`, or undefined while nothing (or nothing sensible) answers. Any HTTP status counts. */
export async function fetchJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return await response.json();
  } catch {
    return undefined; // not listening yet: the caller polls and has the limit
  }
}
