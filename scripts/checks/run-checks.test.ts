import { describe, expect, it } from "vitest";

import type { Check } from "./checks.data.js";
import { type Outcome, runChecks, summarize } from "./run-checks.js";

const check = (name: string, ...commands: [string, ...string[]][]): Check => ({
  name,
  commands,
  remedy: `mend ${name}`,
});
const node = (code: string): [string, ...string[]] => ["node", "-e", code];

async function run(checks: readonly Check[], concurrency = 1) {
  const ended: string[] = [];
  const { execPath } = process;
  const outcomes = await runChecks(checks, {
    root: process.cwd(),
    binFolder: execPath.slice(0, execPath.lastIndexOf("/")),
    concurrency,
    onEnd: (outcome) => void ended.push(outcome.check.name),
  });
  return { outcomes, ended };
}

describe("runChecks", () => {
  it("runs every check, whatever fails, and keeps what the tools print", async () => {
    const failing = check("bad", node("console.log('out'); console.error('err'); process.exitCode = 1"));
    const { outcomes, ended } = await run([failing, check("good", node(""))]);
    expect(ended).toEqual(["bad", "good"]);
    expect(outcomes.map(({ isPassed }) => isPassed)).toEqual([false, true]);
    expect(outcomes[0]?.output).toContain("out");
    expect(outcomes[0]?.output).toContain("err");
  });

  it("ends a check at its first command that fails", async () => {
    const { outcomes } = await run([
      check("two", node("process.exitCode = 3"), node("console.log('second')")),
    ]);
    expect(outcomes[0]?.isPassed).toBe(false);
    expect(outcomes[0]?.output).not.toContain("second");
  });

  it.each([
    ["that is not installed", ["no-such-tool"] as [string], "no-such-tool"],
    ["killed by a signal", node("process.kill(process.pid, 'SIGKILL')"), ""],
  ])("takes a tool %s for a failure", async (_, command, expected) => {
    const { outcomes } = await run([check("broken", command)]);
    expect(outcomes[0]).toMatchObject({ isPassed: false, output: expect.stringContaining(expected) });
  });

  it("gives outcomes in the order of the checks, in whichever order they end", async () => {
    const checks = [check("slow", node("setTimeout(() => {}, 300)")), check("fast", node(""))];
    const { outcomes, ended } = await run(checks, 2);
    expect(ended).toEqual(["fast", "slow"]);
    expect(outcomes.map((outcome) => outcome.check.name)).toEqual(["slow", "fast"]);
  });
});

describe("summarize", () => {
  const outcome = (name: string, isPassed: boolean): Outcome => ({
    check: check(name),
    isPassed,
    output: `${name} says\n`,
    seconds: 1,
  });

  it("shows the output and the remedy of each failure, then names them all", () => {
    const text = summarize([outcome("lint", false), outcome("types", true), outcome("docs", false)], 12.34);
    expect(text).toContain("--- lint ---\nlint says\nhint: mend lint\n");
    expect(text).not.toContain("types says");
    expect(text.split("\n").at(-1)).toBe("2 of 3 checks failed in 12.3 s: lint, docs");
  });

  it("says that all passed", () => {
    expect(summarize([outcome("lint", true)], 1).trim()).toBe("all 1 checks passed in 1.0 s");
  });
});
