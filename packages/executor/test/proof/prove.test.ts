import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MinerSide } from "../support/miner-side.js";
import { startExecutor } from "../support/running-executor.js";
import { challenge, LAB_PARAMS, SLOW_PARAMS } from "../support/validator-side.js";

const OTHER_ID = "22222222-2222-4222-8222-222222222222";

async function startReady(overrides = {}) {
  const executor = await startExecutor(overrides);
  const miner = await new MinerSide(executor.grpc).takeOver();
  return { executor, miner };
}

/** A promise and the function that keeps it. */
function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve };
}

describe("an executor that is challenged over gRPC", () => {
  it("is accepted by the verifier, with every one of its devices", async () => {
    const { miner } = await startReady({ gpu: { reference_devices: 2 } });
    const { evaluation, ready } = await challenge(miner);
    expect(evaluation.gpus.map(({ outcome, reason }) => ({ outcome, reason }))).toEqual([
      { outcome: "accept", reason: "ok" },
      { outcome: "accept", reason: "ok" },
    ]);
    expect(ready?.agent).toContain("not a GPU");
  });

  it("answers one challenge after the other", async () => {
    const { miner } = await startReady();
    for (const _ of [1, 2]) {
      const { evaluation } = await challenge(miner);
      expect(evaluation.gpus[0]?.reason).toBe("ok");
    }
  });

  it("stores the signed transcript, readable by its owner alone, and keeps the newest", async () => {
    const { executor, miner } = await startReady({ storage: { max_attestations: 2 } });
    const directory = join(executor.directory, "attestations");
    const names = [];
    for (const _ of [1, 2, 3]) {
      await challenge(miner);
      await expect.poll(() => readdirSync(directory).length).toBeGreaterThan(0);
      names.push(readdirSync(directory).toSorted().at(-1));
    }
    expect(readdirSync(directory).toSorted()).toEqual(names.slice(1));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, names[2] ?? "")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, names[2] ?? ""), "utf8")).toContain("frames");
  });

  it("is busy for a second challenge and finishes the first", async () => {
    const { miner } = await startReady();
    const isReady = deferred();
    const mayGoOn = deferred();
    const first = challenge(miner, {
      beforeChallenge: () => {
        isReady.resolve();
        return mayGoOn.promise;
      },
    });
    await isReady.promise;
    expect((await miner.executor.getStatus()).state).toBe("EXECUTOR_STATE_PROVING");
    const second = await challenge(miner);
    expect(second.ready?.status).toMatch(/in_flight|busy/);
    mayGoOn.resolve();
    expect((await first).evaluation.gpus[0]?.reason).toBe("ok");
    await expect.poll(async () => (await miner.executor.getStatus()).state).toBe("EXECUTOR_STATE_READY");
  });

  it("refuses a validator that has used up its hour", async () => {
    const { miner } = await startReady({ proof: { challenges_per_hour: 1 } });
    await challenge(miner);
    expect((await challenge(miner)).ready?.status).toBe("rate_limited");
  });

  it("refuses the tier that proves nothing unless the operator allowed it", async () => {
    const { miner } = await startReady({ gpu: { allow_lab_tier: false } });
    const { ready, evaluation } = await challenge(miner);
    expect(ready?.status).toBe("params_refused");
    expect(evaluation.gpus[0]).toMatchObject({ outcome: "void", reason: "refused" });
  });

  it("refuses more memory than its devices have", async () => {
    const { miner } = await startReady();
    const { ready } = await challenge(miner, { params: { ...LAB_PARAMS, n: 4096, M: 64 } });
    expect(ready?.status).toBe("not_enough_memory");
  });

  it("refuses to speak for another executor", async () => {
    const { miner } = await startReady();
    const { done } = await firstFailure(challenge(miner, { executorId: OTHER_ID }));
    expect(done).toMatchObject({ outcome: "void", reason: "no_ready" });
  });

  it("is free again after the validator has gone away in the middle", async () => {
    const { miner } = await startReady();
    const controller = new AbortController();
    const { evaluation } = await challenge(miner, {
      params: SLOW_PARAMS,
      signal: controller.signal,
      onProgress: ({ kind }) => {
        if (kind === "challenge-sent") controller.abort(new Error("enough"));
      },
    });
    expect(evaluation.gpus[0]?.outcome).toBe("void");
    await expect
      .poll(async () => (await miner.executor.getStatus()).state, { timeout: 5_000 })
      .toBe("EXECUTOR_STATE_READY");
    expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
  });
});

/** The judgement of the first device of a session. */
async function firstFailure(session: ReturnType<typeof challenge>) {
  return { done: (await session).evaluation.gpus[0] };
}

describe("an executor whose gpu-agent is lost", () => {
  it("aborts the running challenge for all devices, restarts the agent, and proves again", async () => {
    const { executor, miner } = await startReady({ gpu: { reference_devices: 2 } });
    const { pid } = (await executor.health()).body.agent;
    const { evaluation, abort } = await challenge(miner, {
      params: SLOW_PARAMS,
      onProgress: ({ kind }) => {
        if (kind === "challenge-sent" && pid !== undefined) process.kill(pid, "SIGKILL");
      },
    });
    expect(abort).toMatchObject({ by: "executor", gpu: 255, code: "device_error" });
    expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["executor_abort", "executor_abort"]);
    await expect
      .poll(async () => (await miner.executor.getStatus()).state, { timeout: 10_000 })
      .toBe("EXECUTOR_STATE_READY");
    const { agent } = (await executor.health()).body;
    expect(agent.restarts).toBe(1);
    expect(agent.pid).not.toBe(pid);
    expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
  });
});

describe("an executor without a usable GPU", () => {
  it("starts, says why it cannot prove, and refuses with the guide's words and a remedy", async () => {
    const executor = await startExecutor({ gpu: { backend: "cuda" } });
    const miner = await new MinerSide(executor.grpc).takeOver();
    const status = await miner.executor.getStatus();
    expect(status).toMatchObject({
      state: "EXECUTOR_STATE_UNABLE",
      backend: "cuda",
      reason: expect.stringContaining("Failed to initialize GPU PRNG kernel - CUDA kernels required"),
      reasonCode: expect.stringMatching(/^gpu\//),
      devices: [],
    });
    const stream = miner.proof.open(miner.executorId);
    await expect(stream.frames()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "rpc/failed-precondition",
      message: expect.stringContaining("Failed to initialize GPU PRNG kernel - CUDA kernels required"),
      hint: expect.stringContaining("driver"),
    });
    expect(await executor.health()).toMatchObject({ status: 503, body: { state: "unable" } });
  });

  it("says that its devices are switched off when they are", async () => {
    const executor = await startExecutor({ system: { gpu_enabled: false } });
    const miner = await new MinerSide(executor.grpc).takeOver();
    expect(await miner.executor.getStatus()).toMatchObject({
      state: "EXECUTOR_STATE_UNABLE",
      reasonCode: "gpu/disabled",
    });
  });
});
