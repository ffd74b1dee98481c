import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { hangDevice } from "@headframe/testkit/pow";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RunProgress } from "../../src/challenge/run-progress.js";
import { ALICE, BOB, executorId, honestDevice, testExecutor } from "../support/test-executors.js";
import { TestRun, VALIDATOR } from "../support/test-run.js";

describe("a run of challenges", () => {
  it("accepts two miners with three executors that prove what they list, started in the same moment", async () => {
    const run = await TestRun.create();
    const alice = await run.startMiner({
      hotkey: ALICE,
      executors: [testExecutor(1), testExecutor(2, { devices: [honestDevice(2), honestDevice(3)] })],
    });
    const bob = await run.startMiner({ hotkey: BOB, executors: [testExecutor(4)] });
    const report = await run.challenge();

    expect(report.accepted).toBe(true);
    expect(report.validator).toEqual({ hotkey: VALIDATOR.ss58, uid: 0, validatorPermit: true });
    expect(report.miners.map(({ hotkey }) => hotkey)).toEqual([ALICE.ss58, BOB.ss58]);
    const sessions = report.miners.flatMap(({ executors }) => executors).map(({ session }) => session);
    expect(sessions.map((session) => session?.devices.length)).toEqual([1, 2, 1]);
    for (const session of sessions) expect(session?.tier).toBe("lab");
    const startedUs = [...alice.challengedAtUs, ...bob.challengedAtUs];
    expect(startedUs).toHaveLength(3);
    expect(Math.max(...startedUs) - Math.min(...startedUs)).toBeLessThan(2_000_000);
    expect(report.findings).toEqual([]);
  });

  it("binds the authentication to this miner and to this minute", async () => {
    const run = await TestRun.create();
    const miner = await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)] });
    await run.challenge();
    const [request] = miner.seen;
    expect(request).toMatchObject({ validatorHotkey: VALIDATOR.ss58, targetMinerHotkey: ALICE.ss58 });
    const seconds = Number(request?.timestamp?.value?.seconds);
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(60);
  });

  it("stores a transcript for this user alone, for each session", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1), testExecutor(2)] });
    const report = await run.challenge();
    const files = report.miners[0]?.executors.map(({ session }) => session?.transcript?.file ?? "none") ?? [];
    expect(files).toHaveLength(2);
    expect((await readdir(run.transcripts)).toSorted()).toEqual(
      files.map((file) => path.basename(file)).toSorted(),
    );
    for (const file of files) expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("tells its progress step by step", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)] });
    const steps: string[] = [];
    const onProgress = (step: RunProgress) =>
      void steps.push(step.kind === "session" ? step.progress.kind : step.kind);
    await run.challenge({}, { onProgress });
    const milestones = [
      "miners-found",
      "authenticated",
      "executors-listed",
      "ready",
      "start",
      "commit1",
      "commit2",
      "verified",
    ];
    expect(steps.filter((step) => milestones.includes(step))).toEqual(milestones);
  });

  it("challenges one executor by its id or its alias", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1), testExecutor(2)] });
    for (const name of [executorId(2), "gpu-2"]) {
      const report = await run.challenge({ executor: name });
      expect(report.miners[0]?.executors.map(({ alias }) => alias)).toEqual(["gpu-2"]);
    }
  });

  it("says so when more executors are challenged than may start together", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1), testExecutor(2), testExecutor(3)] });
    const report = await run.challenge({}, { maxSessions: 2 });
    expect(report.accepted).toBe(true);
    expect(report.findings.map(({ code }) => code)).toEqual(["run/several-starts"]);
  });

  it("points out a device that two executors list", async () => {
    const run = await TestRun.create();
    await run.startMiner({
      hotkey: ALICE,
      executors: [testExecutor(1), testExecutor(2, { devices: [honestDevice(1)] })],
    });
    const report = await run.challenge();
    expect(report.findings).toEqual([
      {
        code: "run/same-device-twice",
        message: expect.stringContaining(
          `executor gpu-1 of miner ${ALICE.ss58} and by executor gpu-2`,
        ) as string,
      },
    ]);
  });

  it("remembers how far each executor is away", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)] });
    const report = await run.challenge();
    const rttUs = report.miners[0]?.executors[0]?.session?.rttUs;
    expect([...run.roundTripsUs]).toEqual([[`${executorId(1)} of ${ALICE.ss58}`, rttUs]]);
    expect(rttUs).toBeGreaterThan(0);
  });

  it("takes no number of executors for a leak", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    const run = await TestRun.create();
    await run.startMiner({
      hotkey: ALICE,
      executors: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((at) => testExecutor(at)),
    });
    expect((await run.challenge()).miners[0]?.executors).toHaveLength(11);
    expect(warnings).toEqual([]);
  });

  it("throws its signal's reason when it is called off, and ends the sessions", async () => {
    const run = await TestRun.create();
    await run.startMiner({
      hotkey: ALICE,
      executors: [testExecutor(1, { devices: [hangDevice(honestDevice(1), "fill")] })],
    });
    const controller = new AbortController();
    const onProgress = (step: RunProgress) => {
      if (step.kind === "session" && step.progress.kind === "challenge-sent")
        controller.abort(new Error("enough"));
    };
    await expect(run.challenge({}, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
  });
});
