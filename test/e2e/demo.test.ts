import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../packages/demo/src/main.ts", import.meta.url));

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "headframe-e2e-demo-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** What `npm start -- ARGS` runs once everything is installed. `until`: Ctrl-C when this is on the screen. */
function runDemo(args: readonly string[], until?: string): Promise<Run> {
  const child = spawn(process.execPath, ["--conditions=source", "--import", "tsx", MAIN, ...args], {
    // Its own folder for everything temporary: what is left behind shows.
    env: { ...process.env, TMPDIR: folder, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const wasThere = until !== undefined && stdout.includes(until);
    stdout += chunk.toString();
    if (until !== undefined && !wasThere && stdout.includes(until)) child.kill("SIGINT");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Only what tsx caches may stay. */
async function leftBehind(): Promise<readonly string[]> {
  return (await readdir(folder)).filter(
    (name) => !name.startsWith("tsx-") && !name.startsWith("node-compile-cache"),
  );
}

describe("npm start", () => {
  it("ends after the first verdict with --once, says that nothing of it is a GPU, and leaves nothing behind", async () => {
    const run = await runDemo(["--once"]);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toContain("It is NOT a GPU and proves none.");
    expect(run.stdout).toContain("NOT A GPU: alpha, beta.");
    expect(run.stdout).toContain("Verdict: 3 of 3 devices accepted. None of them is a GPU");
    expect(await leftBehind()).toEqual([]);
  });

  it("prints one JSON document with --json", async () => {
    const run = await runDemo(["--once", "--json"]);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ accepted: true });
    expect(run.stderr).toContain("NOT a GPU");
  });

  it("stays up after the verdict, prints where everything is, and stops at Ctrl-C", async () => {
    const run = await runDemo([], "Challenge it again:");
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toMatch(/miner\s+http:\/\/127\.0\.0\.1:\d+\/health/);
    expect(run.stdout).toContain("Stopping …");
    expect(await leftBehind()).toEqual([]);
  });

  it("does not report success when it is stopped before there is a verdict", async () => {
    const run = await runDemo(["--once"], "localnet");
    expect(run.code).toBe(130);
    expect(await leftBehind()).toEqual([]);
  });
});
