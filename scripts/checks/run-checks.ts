import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

import type { Check } from "./checks.data.js";

export interface Outcome {
  readonly check: Check;
  readonly isPassed: boolean;
  /** What the tools printed. */
  readonly output: string;
  readonly seconds: number;
}

export interface RunChecksOptions {
  readonly root: string;
  /** Where the tools are. */
  readonly binFolder: string;
  /** Checks at the same time. The tools have threads of their own. */
  readonly concurrency: number;
  readonly onEnd: (outcome: Outcome) => void;
}

/** Runs all of `checks`, whatever fails. The outcomes are in the order of `checks`. */
export async function runChecks(
  checks: readonly Check[],
  options: RunChecksOptions,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Check, Outcome>();
  const waiting = [...checks];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const outcome = await runCheck(check, options);
      outcomes.set(check, outcome);
      options.onEnd(outcome);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, work));
  return checks.flatMap((check) => outcomes.get(check) ?? []);
}

/** The last words of a run: the output and the remedy of each failure, then which they were. */
export function summarize(outcomes: readonly Outcome[], seconds: number): string {
  const failed = outcomes.filter(({ isPassed }) => !isPassed);
  const details = failed.map(
    ({ check, output }) => `\n--- ${check.name} ---\n${output.trim()}\nhint: ${check.remedy}\n`,
  );
  const time = `${seconds.toFixed(1)} s`;
  const names = failed.map(({ check }) => check.name).join(", ");
  const verdict =
    failed.length === 0
      ? `all ${outcomes.length} checks passed in ${time}`
      : `${failed.length} of ${outcomes.length} checks failed in ${time}: ${names}`;
  return [...details, `\n${verdict}`].join("");
}

async function runCheck(check: Check, { root, binFolder }: Folders): Promise<Outcome> {
  const startedAtMs = performance.now();
  let output = "";
  let isPassed = true;
  for (const [tool, ...args] of check.commands) {
    const result = await runTool(join(binFolder, tool), args, { root, binFolder });
    output += result.output;
    isPassed = result.code === 0;
    if (!isPassed) break;
  }
  return { check, isPassed, output, seconds: (performance.now() - startedAtMs) / 1000 };
}

type Folders = Pick<RunChecksOptions, "root" | "binFolder">;

/** Resolves when the tool has ended; tools find each other on the PATH, as under pnpm. A tool that cannot be started has failed. */
function runTool(
  command: string,
  args: readonly string[],
  { root, binFolder }: Folders,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const path = `${binFolder}${delimiter}${process.env["PATH"] ?? ""}`;
    const env = { ...process.env, PATH: path, NO_COLOR: "1" };
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
