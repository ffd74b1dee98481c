import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFreePort } from "../harness/free-port.js";
import type { RunningValidator } from "../harness/running-validator.js";
import {
  describeRun,
  listExecutors,
  TestSystem,
  type RunningExecutor,
  type RunningMiner,
  type ValidatorRun,
} from "../harness/test-system.js";
import { waitUntil } from "../harness/wait-until.js";

/** Seconds of work for a reference device, and a minute before it counts as late. */
const LONG_LAB = { size: 512, inner: 1024, products: 8, ops_per_us: 100, bytes_per_us: 2 };
/** The same work with a deadline that is soon over: for answers that never come. */
const SHORT_LAB = { ...LONG_LAB, ops_per_us: 4000 };

let system: TestSystem;
let executor: RunningExecutor;
let miner: RunningMiner;

beforeAll(async () => {
  system = await TestSystem.start();
  executor = await startExecutor(await findFreePort());
  miner = await system.startMiner("miner", await system.addNeuron("miner"), [executor]);
});
afterAll(() => system.close());

function startExecutor(port: number): Promise<RunningExecutor> {
  return system.startExecutor("gpu", { server: { host: "127.0.0.1", grpc_port: port, health_port: 0 } });
}

const reasonsOf = ({ report }: ValidatorRun) =>
  report?.miners[0]?.executors[0]?.session?.devices.map(({ reason }) => reason);

/** Resolves once the Challenge is on its way. */
async function challenged(validator: RunningValidator): Promise<void> {
  await waitUntil("the challenge has begun", () => validator.stderr.includes("everybody is ready"), {
    explain: () => validator.stderr,
  });
}

async function isRunning(validator: RunningValidator): Promise<boolean> {
  return Promise.race([validator.ended.then(() => false), Promise.resolve(true)]);
}

async function healthOf(what: string): Promise<void> {
  await waitUntil(`the executor is ${what}`, async () => (await listExecutors(miner))[0]?.health === what, {
    explain: () => miner.program.lastWords(),
  });
}

async function expectAccepted(): Promise<void> {
  const run = await system.challenge(["--all"]);
  expect(run.report?.accepted, describeRun(run)).toBe(true);
}

describe("an executor that is killed in mid-challenge", () => {
  it("is rejected for what is missing, its miner sees it go, and it is accepted when it is back", async () => {
    const port = Number(new URL(`tcp://${executor.grpcAddress}`).port);
    const run = await system.challenge(["--all"], {
      lab: SHORT_LAB,
      during: async (validator) => {
        await challenged(validator);
        executor.program.signal("SIGKILL");
      },
    });
    expect(reasonsOf(run)).toEqual(["commit1_missing"]);
    expect(run.report?.miners[0]?.executors[0]?.failure?.hint).toBeTruthy();
    expect(run.code).toBe(1);

    await waitUntil(
      "its miner has noticed",
      async () => (await listExecutors(miner))[0]?.health !== "healthy",
    );
    executor = await startExecutor(port);
    await healthOf("healthy");
    await expectAccepted();
  });
});

describe("a miner that is restarted", () => {
  it("finds its executors and its axon again", async () => {
    expect((await miner.program.stop()).code).toBe(0);
    const refused = await system.challenge(["--miner", miner.hotkey.ss58]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("error: cannot reach the miner at 127.0.0.1");
    miner = await system.startMiner("miner", miner.hotkey, [executor]);
    await expectAccepted();
  });
});

describe("a chain that is restarted", () => {
  it("is missed by the validator in one sentence, and both find it again", async () => {
    await system.localnet.goOffline();
    const refused = await system.challenge(["--all"]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`error: cannot reach chain endpoint ${system.localnet.url}`);
    expect(refused.stderr).toContain("hint: ");
    await system.localnet.goOnline();
    await expectAccepted();
    // Whom it lets in, the miner reads from the chain: it must have come back to it.
    const late = await system.addNeuron("late");
    system.localnet.dev.setValidatorPermit(system.netuid, late.ss58, true);
    await waitUntil("the miner sees who came after the restart", async () => {
      const run = await system.challenge(["--all"], { wallet: "late" });
      return run.report?.accepted === true;
    });
  });
});

describe("SIGTERM during a challenge", () => {
  it("to the validator calls it off with exit status 130, and the executor is free again", async () => {
    const run = await system.challengeAsProgram(["--all"], {
      lab: LONG_LAB,
      during: async (validator) => {
        await challenged(validator);
        validator.signal("SIGTERM");
      },
    });
    expect(run).toMatchObject({ code: 130, report: undefined });
    await waitUntil("the executor is free", async () => !(await isBusy()));
    await expectAccepted();
  });

  it("to the executor lets it answer, then ends it with exit status 0", async () => {
    const port = Number(new URL(`tcp://${executor.grpcAddress}`).port);
    const run = await system.challenge(["--all"], {
      lab: LONG_LAB,
      during: async (validator) => {
        await challenged(validator);
        executor.program.signal("SIGTERM");
        expect(await isRunning(validator)).toBe(true);
      },
    });
    expect(reasonsOf(run)).toEqual(["ok"]);
    expect((await executor.program.ended).code).toBe(0);
    executor = await startExecutor(port);
    await healthOf("healthy");
  });

  it("to the miner lets the challenge end, then ends it with exit status 0", async () => {
    const run = await system.challenge(["--all"], {
      lab: LONG_LAB,
      during: async (validator) => {
        await challenged(validator);
        miner.program.signal("SIGTERM");
        expect(await isRunning(validator)).toBe(true);
      },
    });
    expect(reasonsOf(run)).toEqual(["ok"]);
    expect((await miner.program.ended).code).toBe(0);
  });
});

describe("all of that", () => {
  it("leaves no file behind but those that were asked for", async () => {
    const names = (await readdir(system.folder)).filter((name) => !name.endsWith(".toml"));
    expect(
      names.filter(
        (name) => !/^(?:gpu|wallets|transcripts|round-trips\.json|miner\.db(?:-shm|-wal)?)$/.test(name),
      ),
    ).toEqual([]);
  });
});

async function isBusy(): Promise<boolean> {
  const body = (await (await fetch(executor.healthUrl)).json()) as { readonly state: string };
  return body.state !== "ready";
}
