import { spawn } from "node:child_process";
import { mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const MAIN = fileURLToPath(new URL("../../packages/demo/dist/main.js", import.meta.url));

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

/** What `npm start -- ARGS` runs once everything is installed. `signal` (default: Ctrl-C) is sent when `until` shows. */
function runDemo(args: readonly string[], until?: string, signal: NodeJS.Signals = "SIGINT"): Promise<Run> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    // Its own folder for everything temporary: what is left behind shows.
    env: { ...process.env, TMPDIR: folder, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  let isStopped = false;
  const stopWhenSeen = (text: string): void => {
    if (isStopped || until === undefined || !text.includes(until)) return;
    isStopped = child.kill(signal);
  };
  child.stdout.on("data", (chunk: Buffer) => stopWhenSeen((stdout += chunk.toString())));
  child.stderr.on("data", (chunk: Buffer) => stopWhenSeen((stderr += chunk.toString())));
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** The processes that work in a folder below `parent`. Linux only; elsewhere none are found. */
async function processesIn(parent: string): Promise<readonly string[]> {
  const names = await readdir("/proc").catch(() => []); // no such folder on other systems
  const ids = names.filter((name) => /^\d+$/.test(name));
  // Without a link: it has ended meanwhile, or is not ours.
  const folders = await Promise.all(ids.map((id) => readlink(`/proc/${id}/cwd`).catch(() => "")));
  return ids.filter((_, index) => folders[index]?.startsWith(parent));
}

describe("npm start", () => {
  it("ends after the first verdict with --once, says that nothing of it is a GPU, and leaves nothing behind", async () => {
    const run = await runDemo(["--once"]);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(run.stdout).toContain("It is NOT a GPU and proves none.");
    expect(run.stdout).toContain("NOT A GPU: alpha, beta.");
    expect(run.stdout).toContain("Verdict: 3 of 3 devices accepted. None of them is a GPU");
    expect(run.stdout).toContain("--keep leaves them");
    expect(await readdir(folder)).toEqual([]);
  });

  it("stays up after the verdict, prints where everything is, and stops at Ctrl-C; --json leaves the output to one document", async () => {
    const run = await runDemo(["--json"], "Challenge it again:");
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ accepted: true });
    expect(run.stderr).toContain("NOT a GPU");
    expect(run.stderr).toMatch(/miner\s+http:\/\/127\.0\.0\.1:\d+\/health/);
    expect(run.stderr).toContain("Stopping …");
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes a closed terminal for Ctrl-C, and does not report success when there is no verdict yet", async () => {
    const run = await runDemo(["--once"], "localnet", "SIGHUP");
    expect(run.code).toBe(130);
    expect(await processesIn(folder)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.runIf(process.platform === "linux")("takes its processes with it when it is killed", async () => {
    const run = await runDemo(["--once"], "localnet", "SIGKILL");
    expect(run.code).toBeNull();
    // Its folder stays, and what runs shows by it.
    expect(await readdir(folder)).toHaveLength(1);
    await expect.poll(() => processesIn(folder), { timeout: 20_000 }).toEqual([]);
  });
});
