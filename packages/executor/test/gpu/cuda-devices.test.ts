import { lacksCompiler } from "@headframe/testkit/cuda";
import { describe, expect, it } from "vitest";
import { agentEnvironment } from "../../src/gpu/agent/agent-environment.js";
import { fakeDriverPath } from "../support/fake-driver.js";
import { MinerSide } from "../support/miner-side.js";
import { PATIENT, startExecutor } from "../support/running-executor.js";
import { challenge } from "../support/validator-side.js";

/** An executor whose agent finds the fake driver as the system's own. `settings` may change between lives of the agent. */
async function startOnFakeDriver(settings: NodeJS.ProcessEnv = {}) {
  const agentEnv: NodeJS.ProcessEnv = {
    ...agentEnvironment(process.env),
    LD_LIBRARY_PATH: fakeDriverPath(),
    ...settings,
  };
  const executor = await startExecutor({ gpu: { backend: "cuda" } }, { agentEnv });
  const miner = await new MinerSide(executor.grpc).takeOver();
  return { agentEnv, executor, miner };
}

async function untilReady(miner: MinerSide): Promise<void> {
  await expect
    .poll(async () => (await miner.executor.getStatus()).state, { timeout: 30_000 })
    .toBe("EXECUTOR_STATE_READY");
}

describe.skipIf(lacksCompiler("an executor with CUDA devices"))("an executor with CUDA devices", () => {
  it("proves with all of them in one session", PATIENT, async () => {
    const { miner } = await startOnFakeDriver({ FAKE_CUDA_DEVICES: "2" });
    const { evaluation, ready } = await challenge(miner);
    expect(ready?.claims.map(({ name }) => name).toSorted()).toEqual(["Fake GPU 0", "Fake GPU 1"]);
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["ok", "ok"]);
    expect((await miner.executor.getStatus()).backend).toBe("cuda");
  });

  it(
    "refuses while a kernel fails, and proves again with the agent that replaces the broken one",
    PATIENT,
    async () => {
      const { agentEnv, executor, miner } = await startOnFakeDriver({ FAKE_CUDA_FAULT: "gpow_gemm:700" });
      delete agentEnv["FAKE_CUDA_FAULT"];
      const { ready } = await challenge(miner);
      expect(ready?.status).toBe("driver_error");
      await expect
        .poll(async () => (await executor.health()).body.agent.restarts, { timeout: 30_000 })
        .toBe(1);
      await untilReady(miner);
      expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
    },
  );

  it("kills an agent that hangs in the driver, and proves again with the next one", PATIENT, async () => {
    const { agentEnv, executor, miner } = await startOnFakeDriver({ FAKE_CUDA_HANG: "gpow_walk:600000" });
    delete agentEnv["FAKE_CUDA_HANG"];
    const controller = new AbortController();
    const session = challenge(miner, { signal: controller.signal });
    await expect
      .poll(async () => (await miner.executor.getStatus()).state, { timeout: 30_000 })
      .toBe("EXECUTOR_STATE_PROVING");
    controller.abort(new Error("enough"));
    await session;
    await expect.poll(async () => (await executor.health()).body.agent.restarts, { timeout: 30_000 }).toBe(1);
    await untilReady(miner);
    expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
  });

  it("says in the driver's words why there is no usable GPU", PATIENT, async () => {
    const { miner } = await startOnFakeDriver({ FAKE_CUDA_FAIL: "cuInit:999" });
    expect(await miner.executor.getStatus()).toMatchObject({
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
