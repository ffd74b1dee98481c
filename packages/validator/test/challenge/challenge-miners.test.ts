import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { keypairFromUri } from "@headframe/chain";
import { ReferenceDevice } from "@headframe/pow";
import {
  hangDevice,
  labUuid,
  MEMORY_DROPPED,
  STRIPS_NOT_COMPUTED,
  WALK_INVENTED,
} from "@headframe/testkit/pow";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RunProgress } from "../../src/challenge/run-progress.js";
import { refusal, type TestExecutor } from "../support/test-miner.js";
import { NETUID, TestRun, VALIDATOR } from "../support/test-run.js";

const ALICE = keypairFromUri("//Alice");
const BOB = keypairFromUri("//Bob");

const uuid = (at: number): string => `${String(at).padStart(8, "0")}-1111-4111-8111-111111111111`;
const honest = (value: number) => new ReferenceDevice({ uuid: labUuid(value) });

function executor(digit: number, facts: Partial<TestExecutor> = {}): TestExecutor {
  return { executorId: uuid(digit), alias: `gpu-${digit}`, devices: [honest(digit)], ...facts };
}

describe("a run of challenges", () => {
  it("accepts two miners with three executors that prove what they list, started in the same moment", async () => {
    const run = await TestRun.create();
    const alice = await run.startMiner({
      hotkey: ALICE,
      executors: [executor(1), executor(2, { devices: [honest(2), honest(3)] })],
    });
    const bob = await run.startMiner({ hotkey: BOB, executors: [executor(4)] });
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
    const miner = await run.startMiner({ hotkey: ALICE, executors: [executor(1)] });
    await run.challenge();
    const [request] = miner.seen;
    expect(request).toMatchObject({ validatorHotkey: VALIDATOR.ss58, targetMinerHotkey: ALICE.ss58 });
    const seconds = Number(request?.timestamp?.value?.seconds);
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(60);
  });

  it("stores a transcript for this user alone, for each session", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [executor(1), executor(2)] });
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
    await run.startMiner({ hotkey: ALICE, executors: [executor(1)] });
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
    await run.startMiner({ hotkey: ALICE, executors: [executor(1), executor(2)] });
    for (const name of [uuid(2), "gpu-2"]) {
      const report = await run.challenge({ executor: name });
      expect(report.miners[0]?.executors.map(({ alias }) => alias)).toEqual(["gpu-2"]);
    }
  });

  it("says so when more executors are challenged than may start together", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [executor(1), executor(2), executor(3)] });
    const report = await run.challenge({}, { maxSessions: 2 });
    expect(report.accepted).toBe(true);
    expect(report.findings.map(({ code }) => code)).toEqual(["run/several-starts"]);
  });

  it("points out a device that two executors list", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [executor(1), executor(2, { devices: [honest(1)] })] });
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
    await run.startMiner({ hotkey: ALICE, executors: [executor(1)] });
    const report = await run.challenge();
    const rttUs = report.miners[0]?.executors[0]?.session?.rttUs;
    expect([...run.roundTripsUs]).toEqual([[`${uuid(1)} of ${ALICE.ss58}`, rttUs]]);
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
      executors: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((at) => executor(at)),
    });
    expect((await run.challenge()).miners[0]?.executors).toHaveLength(11);
    expect(warnings).toEqual([]);
  });

  it("throws its signal's reason when it is called off, and ends the sessions", async () => {
    const run = await TestRun.create();
    await run.startMiner({
      hotkey: ALICE,
      executors: [executor(1, { devices: [hangDevice(honest(1), "fill")] })],
    });
    const controller = new AbortController();
    const onProgress = (step: RunProgress) => {
      if (step.kind === "session" && step.progress.kind === "challenge-sent")
        controller.abort(new Error("enough"));
    };
    await expect(run.challenge({}, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
  });
});

describe("a cheat", () => {
  it.each([
    { what: "strips that were not computed", faults: STRIPS_NOT_COMPUTED, reason: "strip_digest" },
    { what: "memory that is not held", faults: MEMORY_DROPPED, reason: "walker_digest" },
    { what: "an invented walk", faults: WALK_INVENTED, reason: "walker_digest" },
  ])("with $what is rejected, beside an honest device", async ({ faults, reason }) => {
    const run = await TestRun.create();
    const cheat = new ReferenceDevice({ uuid: labUuid(1), faults });
    await run.startMiner({ hotkey: ALICE, executors: [executor(1, { devices: [cheat, honest(2)] })] });
    const report = await run.challenge();
    const devices = report.miners[0]?.executors[0]?.session?.devices;
    expect(devices?.map((device) => [device.outcome, device.reason])).toEqual([
      ["reject", reason],
      ["accept", "ok"],
    ]);
    expect(report.accepted).toBe(false);
  });

  it("that changes one bit of a signed frame is rejected", async () => {
    const run = await TestRun.create();
    const tamper = (frame: Uint8Array): readonly Uint8Array[] => {
      const isCommit = frame[0] === 6;
      return [isCommit ? Uint8Array.from(frame, (byte, at) => (at === 30 ? byte ^ 1 : byte)) : frame];
    };
    await run.startMiner({ hotkey: ALICE, executors: [executor(1, { tamper })] });
    const report = await run.challenge();
    expect(report.miners[0]?.executors[0]?.session?.devices[0]?.reason).toBe("bad_signature");
  });

  it("by a miner that signs for an executor of another id is rejected", async () => {
    const run = await TestRun.create();
    const listed = {
      executorId: uuid(2),
      alias: "gpu-2",
      backend: "reference",
      devices: [{ uuid: labUuid(1), name: "x" }],
    };
    await run.startMiner({ hotkey: ALICE, executors: [executor(2)], list: [listed] });
    const report = await run.challenge();
    expect(report.miners[0]?.executors[0]?.session).toMatchObject({
      remark: "the executor has no such GPU",
      devices: [{ outcome: "void", reason: "refused" }],
    });
  });
});

describe("a miner that cannot be challenged", () => {
  it.each([
    {
      what: "refuses the validator",
      options: { refuse: { authenticate: refusal("axon/not-permitted", "you have no permit", "get one") } },
      failure: { code: "validator/authentication-refused", peerCode: "axon/not-permitted", hint: "get one" },
    },
    {
      what: "says no in its reply",
      options: {
        changeReply: () => ({
          authenticated: false,
          error: { code: "NOT_ALLOWED", message: "not on the list" },
        }),
      },
      failure: {
        code: "validator/authentication-refused",
        peerCode: "NOT_ALLOWED",
        message: expect.stringContaining("not on the list") as string,
      },
    },
    {
      what: "names another hotkey",
      options: { changeReply: (reply: object) => ({ ...reply, minerHotkey: BOB.ss58 }) },
      failure: { code: "validator/miner-not-authentic" },
    },
    {
      what: "did not sign for this session",
      options: { changeReply: (reply: object) => ({ ...reply, responseNonce: "another" }) },
      failure: { code: "validator/miner-not-authentic" },
    },
    {
      what: "does not sign at all",
      options: { changeReply: (reply: object) => ({ ...reply, minerSignature: "" }) },
      failure: { code: "validator/miner-not-authentic" },
    },
    {
      what: "refuses to list its executors",
      options: { refuse: { list: refusal("axon/too-many", "too many requests", "wait") } },
      failure: { code: "validator/request-refused", peerCode: "axon/too-many", hint: "wait" },
    },
    { what: "lists nothing", options: { list: [] }, failure: { code: "validator/no-executors" } },
    {
      what: "lists an executor without a UUID",
      options: { list: [{ executorId: "gpu-1", alias: "gpu-1" }] },
      failure: { code: "validator/bad-answer" },
    },
    {
      what: "lists one executor twice",
      options: { list: [{ executorId: uuid(1) }, { executorId: uuid(1) }] },
      failure: { code: "validator/bad-answer" },
    },
    {
      what: "lists a device with half a UUID",
      options: { list: [{ executorId: uuid(1), devices: [{ uuid: new Uint8Array(8) }] }] },
      failure: { code: "validator/bad-answer" },
    },
  ])("because it $what is reported with the reason, and others go on", async ({ options, failure }) => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [executor(1)], ...options });
    await run.startMiner({ hotkey: BOB, executors: [executor(2)] });
    const report = await run.challenge();
    expect(report.miners[0]).toMatchObject({ executors: [], failure });
    expect(report.miners[1]?.executors[0]?.session?.devices[0]?.outcome).toBe("accept");
    expect(report.accepted).toBe(false);
  });

  it("because another one sits at its address is not believed", async () => {
    const run = await TestRun.create();
    const bob = await run.startMiner({ hotkey: BOB, executors: [executor(1)] });
    run.publish(ALICE.ss58, bob.port);
    const challenge = run.challenge({ miners: { kind: "one", hotkey: ALICE.ss58 } });
    await expect(challenge).rejects.toMatchObject({ detail: { code: "validator/miner-not-authentic" } });
  });

  it("because nothing listens there is reported with its address", async () => {
    const run = await TestRun.create();
    run.publish(ALICE.ss58, 1);
    const report = await run.challenge();
    expect(report.miners[0]?.failure).toMatchObject({
      code: "validator/axon-unreachable",
      message: expect.stringContaining("cannot reach the miner at 127.0.0.1:1: cannot connect") as string,
    });
  });

  it("because the hotkey is not on the subnet is an error of the run", async () => {
    const run = await TestRun.create();
    run.chain.createSubnet(NETUID);
    const challenge = run.challenge({ miners: { kind: "one", hotkey: ALICE.ss58 } });
    await expect(challenge).rejects.toMatchObject({ detail: { code: "validator/unknown-miner" } });
  });
});

describe("an executor that cannot be challenged", () => {
  it("because its miner refuses is reported with the miner's code and hint", async () => {
    const run = await TestRun.create();
    const refuse = {
      prove: refusal("fleet/executor-busy", "gpu-1 runs a challenge", "try again in a minute"),
    };
    await run.startMiner({ hotkey: ALICE, executors: [executor(1)], refuse });
    const report = await run.challenge();
    expect(report.miners[0]?.executors[0]?.failure).toMatchObject({
      code: "validator/executor-refused",
      peerCode: "fleet/executor-busy",
      hint: "try again in a minute",
    });
    expect(report.accepted).toBe(false);
  });

  it("because it has no GPU for the tier is reported, and others go on", async () => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [executor(1)] });
    const report = await run.challenge({ tier: "deep" });
    expect(report.miners[0]?.executors[0]).toMatchObject({
      session: null,
      failure: { code: "validator/not-a-gpu" },
    });
  });

  it("because it says no is reported with what it said", async () => {
    const run = await TestRun.create();
    const small = {
      ...executor(1),
      devices: [new ReferenceDevice({ uuid: labUuid(1), memoryBytes: 2 ** 20 })],
    };
    await run.startMiner({ hotkey: ALICE, executors: [small] });
    const report = await run.challenge();
    expect(report.miners[0]?.executors[0]?.session).toMatchObject({
      remark: "a GPU has not enough free memory",
      devices: [{ outcome: "void", reason: "refused" }],
    });
  });
});
