import type { AppError } from "@headframe/kit";
import { ReferenceDevice } from "@headframe/pow";
import { labUuid } from "@headframe/testkit/pow";
import { describe, expect, it } from "vitest";
import { paintNothing } from "../../src/report/style.js";
import { renderReport } from "../../src/report/text-report.js";
import { ALICE, BOB, executorId, testExecutor } from "../support/test-executors.js";
import { refusal } from "../support/test-miner.js";
import { NETUID, TestRun } from "../support/test-run.js";

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
      options: { list: [{ executorId: executorId(1) }, { executorId: executorId(1) }] },
      failure: { code: "validator/bad-answer" },
    },
    {
      what: "lists one device twice",
      options: {
        list: [{ executorId: executorId(1), devices: [{ uuid: labUuid(1) }, { uuid: labUuid(1) }] }],
      },
      failure: { code: "validator/bad-answer" },
    },
    {
      what: "lists a device with half a UUID",
      options: { list: [{ executorId: executorId(1), devices: [{ uuid: new Uint8Array(8) }] }] },
      failure: { code: "validator/bad-answer" },
    },
  ])("because it $what is reported with the reason, and others go on", async ({ options, failure }) => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)], ...options });
    await run.startMiner({ hotkey: BOB, executors: [testExecutor(2)] });
    const report = await run.challenge();
    expect(report.miners[0]).toMatchObject({ executors: [], failure });
    expect(report.miners[1]?.executors[0]?.session?.devices[0]?.outcome).toBe("accept");
    expect(report.accepted).toBe(false);
  });

  it("because another one sits at its address is not believed", async () => {
    const run = await TestRun.create();
    const bob = await run.startMiner({ hotkey: BOB, executors: [testExecutor(1)] });
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

describe("a miner that writes escape sequences", () => {
  const ESCAPE = "\u001B[2J";
  /** The report on paper and as JSON, and what it says when one miner was named. */
  const everythingSaid = async (run: TestRun): Promise<string> => {
    const report = await run.challenge();
    const named = run.challenge({ miners: { kind: "one", hotkey: ALICE.ss58 }, executor: "none" });
    const error = (await named.catch((failure: unknown) => failure)) as AppError;
    return [renderReport(report, paintNothing), error.message, error.hint].join("\n");
  };

  it.each([
    {
      where: "in the names that it lists",
      options: {
        list: [
          {
            executorId: executorId(1),
            alias: `gpu${ESCAPE}`,
            backend: `reference${ESCAPE}`,
            reason: ESCAPE,
            devices: [{ uuid: labUuid(1), name: `H200${ESCAPE}` }],
          },
        ],
      },
    },
    {
      where: "in its refusal",
      options: { refuse: { list: refusal("axon/too-many", `too many${ESCAPE}`, `wait${ESCAPE}`) } },
    },
    {
      where: "in its reply",
      options: {
        changeReply: () => ({
          authenticated: false,
          error: { code: ESCAPE, message: ESCAPE, details: { hint: ESCAPE } },
        }),
      },
    },
  ])("$where gets none of them to the terminal", async ({ options }) => {
    const run = await TestRun.create();
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)], ...options });
    const said = await everythingSaid(run);
    expect(said).toContain("?[2J");
    expect(said).not.toContain("\u001B");
  });
});

describe("an executor that cannot be challenged", () => {
  it("because its miner refuses is reported with the miner's code and hint", async () => {
    const run = await TestRun.create();
    const refuse = {
      prove: refusal("fleet/executor-busy", "gpu-1 runs a challenge", "try again in a minute"),
    };
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)], refuse });
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
    await run.startMiner({ hotkey: ALICE, executors: [testExecutor(1)] });
    const report = await run.challenge({ tier: "deep" });
    expect(report.miners[0]?.executors[0]).toMatchObject({
      session: null,
      failure: { code: "validator/not-a-gpu" },
    });
  });

  it("because it says no is reported with what it said", async () => {
    const run = await TestRun.create();
    const small = {
      ...testExecutor(1),
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
