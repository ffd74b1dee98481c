import { lacksCompiler } from "@headframe/testkit/cuda";
import { beforeAll, describe, expect, it } from "vitest";
import { agentEnvironment } from "../../src/gpu/agent/agent-environment.js";
import { afterAllTests, afterThisTest, type CleanUp } from "../support/clean-up.js";
import { fakeDriverPath, hangIn } from "../support/fake-driver.js";
import { MinerSide } from "../support/miner-side.js";
import { PATIENT, type RunningExecutor, startExecutor } from "../support/running-executor.js";
import { challenge } from "../support/validator-side.js";

/** An executor whose agent finds the fake driver as the system's own, with these settings, which may change. */
async function startOnFakeDriver(settings: NodeJS.ProcessEnv, cleanUp: CleanUp = afterThisTest) {
  const agentEnv: NodeJS.ProcessEnv = {
    ...agentEnvironment(process.env),
    LD_LIBRARY_PATH: fakeDriverPath({ cleanUp }),
    ...settings,
  };
  const parts = { agentEnv, cleanUp, agentTiming: { cancelGraceMs: 100 } };
  const executor = await startExecutor({ gpu: { backend: "cuda" } }, parts);
  const miner = await new MinerSide(executor.grpc, { cleanUp }).takeOver();
  return { agentEnv, executor, miner };
}

describe.skipIf(lacksCompiler("an executor with CUDA devices"))("an executor with CUDA devices", () => {
  /* One executor; every test is a life of its gpu-agent, and says what is wrong in the next one. */
  const cleanUp = afterAllTests();
  let agentEnv: NodeJS.ProcessEnv;
  let executor: RunningExecutor;
  let miner: MinerSide;
  let hang: ReturnType<typeof hangIn>;

  beforeAll(async () => {
    const settings = { FAKE_CUDA_DEVICES: "2", FAKE_CUDA_FAULT: "gpow_gemm:700" };
    hang = hangIn("gpow_walk", cleanUp);
    ({ agentEnv, executor, miner } = await startOnFakeDriver(settings, cleanUp));
  }, PATIENT.timeout);

  async function untilReplaced(restarts: number): Promise<void> {
    await expect
      .poll(async () => (await executor.health()).body.agent.restarts, { timeout: 30_000 })
      .toBe(restarts);
    await expect
      .poll(async () => (await miner.executor.getStatus()).state, { timeout: 30_000 })
      .toBe("EXECUTOR_STATE_READY");
  }

  it("refuses when a kernel fails while they get ready", PATIENT, async () => {
    // The warm-up walks once: what fails then is the walk of the challenge.
    agentEnv["FAKE_CUDA_FAULT"] = "gpow_walk:719:1";
    const { ready } = await challenge(miner);
    expect(ready?.status).toBe("driver_error");
    await untilReplaced(1);
  });

  it("gives up, naming the kernels, when one fails in the middle of a challenge", PATIENT, async () => {
    delete agentEnv["FAKE_CUDA_FAULT"];
    Object.assign(agentEnv, hang.settings);
    const { evaluation, abort } = await challenge(miner);
    expect(abort).toMatchObject({ by: "executor", code: "device_error" });
    expect(abort?.detail).toContain("(719) in kernel gpow_walk or gpow_sha256");
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["executor_abort", "executor_abort"]);
    await untilReplaced(2);
  });

  it("kills an agent that hangs in the driver", PATIENT, async () => {
    for (const name of Object.keys(hang.settings)) delete agentEnv[name];
    const controller = new AbortController();
    const session = challenge(miner, { signal: controller.signal });
    await hang.begins();
    expect((await miner.executor.getStatus()).state).toBe("EXECUTOR_STATE_PROVING");
    controller.abort(new Error("enough"));
    await session;
    await untilReplaced(3);
  });

  it("proves with all of them in one session, whatever happened before", PATIENT, async () => {
    const { evaluation, ready } = await challenge(miner);
    expect(ready?.claims.map(({ name }) => name).toSorted()).toEqual(["Fake GPU 0", "Fake GPU 1"]);
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["ok", "ok"]);
    expect((await miner.executor.getStatus()).backend).toBe("cuda");
  });

  it("refuses a challenge for want of memory, and keeps its agent", PATIENT, async () => {
    const { executor: full, miner: another } = await startOnFakeDriver({
      FAKE_CUDA_FAIL: "cuMemAlloc_v2:2",
    });
    const { ready } = await challenge(another);
    expect(ready?.status).toBe("not_enough_memory");
    expect((await full.health()).body.agent.restarts).toBe(0);
    expect((await another.executor.getStatus()).state).toBe("EXECUTOR_STATE_READY");
  });

  it("says in the driver's words why there is no usable GPU", PATIENT, async () => {
    const { miner: another } = await startOnFakeDriver({ FAKE_CUDA_FAIL: "cuInit:999" });
    expect(await another.executor.getStatus()).toMatchObject({
      state: "EXECUTOR_STATE_UNABLE",
      reasonCode: "gpu/driver-failed",
      reason: expect.stringMatching(/^Failed to initialize GPU PRNG kernel - CUDA kernels required: .*999/),
    });
  });
});

describe("the environment of the gpu-agent", () => {
  it("has what a driver reads, and none of our secrets", () => {
    const env = {
      PATH: "/bin",
      CUDA_VISIBLE_DEVICES: "0",
      HEADFRAME_BITTENSOR__JWT_SECRET: "top",
      NODE_OPTIONS: "-r x",
    };
    expect(agentEnvironment(env)).toEqual({ PATH: "/bin", CUDA_VISIBLE_DEVICES: "0" });
  });
});
