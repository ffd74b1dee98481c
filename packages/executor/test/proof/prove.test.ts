import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { verifySignature } from "@headframe/chain";
import { evaluateTranscript, type Transcript, type TranscriptFrame, verifyOpenings } from "@headframe/pow";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { afterAllTests, afterThisTest } from "../support/clean-up.js";
import { MinerSide } from "../support/miner-side.js";
import {
  PATIENT,
  type RunningExecutor,
  startExecutor,
  type StartOptions,
  WITHOUT_DEVICES,
} from "../support/running-executor.js";
import { challenge, LAB_PARAMS, SLOW_PARAMS } from "../support/validator-side.js";

const OTHER_ID = "22222222-2222-4222-8222-222222222222";

/** What the tests read of a stored transcript. */
interface StoredTranscript {
  readonly end: string;
  readonly executorId: string;
  readonly endUs: number;
  readonly frames: readonly (Pick<TranscriptFrame, "direction" | "us"> & { readonly base64: string })[];
}

async function startReady(overrides = {}, options: StartOptions = {}) {
  const { cleanUp = afterThisTest } = options;
  const executor = await startExecutor(overrides, options);
  const miner = await new MinerSide(executor.grpc, { cleanUp }).takeOver();
  return { executor, miner };
}

/** The stream of a session ends a moment after its Verdict: when the devices are free again. */
async function untilFree(miner: MinerSide): Promise<void> {
  await expect
    .poll(async () => (await miner.executor.getStatus()).state, { timeout: 40_000 })
    .toBe("EXECUTOR_STATE_READY");
}

/** Names of the complete ones, oldest first: one may be on its way. */
function storedTranscripts(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(".json"))
    .toSorted();
}

/** A promise and the function that keeps it. */
function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((keep) => (resolve = keep));
  return { promise, resolve };
}

describe("an executor that is challenged over gRPC", () => {
  const cleanUp = afterAllTests();
  let executor: RunningExecutor;
  let miner: MinerSide;

  beforeAll(async () => {
    ({ executor, miner } = await startReady(
      { gpu: { reference_devices: 2 }, storage: { max_attestations: 2 } },
      { cleanUp },
    ));
  }, PATIENT.timeout);
  afterEach(() => untilFree(miner));

  it("is accepted by the verifier, with every one of its devices", async () => {
    const { evaluation, ready } = await challenge(miner);
    expect(evaluation.gpus.map(({ outcome, reason }) => ({ outcome, reason }))).toEqual([
      { outcome: "accept", reason: "ok" },
      { outcome: "accept", reason: "ok" },
    ]);
    expect(ready?.agent).toContain("not a GPU");
  });

  it("answers again with other seeds, and keeps the newest signed transcripts for its owner alone", async () => {
    const directory = join(executor.directory, "attestations");
    const stored = () => storedTranscripts(directory);
    const newest: (string | undefined)[] = [];
    for (const _ of [1, 2, 3]) {
      const { evaluation } = await challenge(miner);
      expect(evaluation.gpus[0]?.reason).toBe("ok");
      await untilFree(miner);
      await expect.poll(() => newest.includes(stored().at(-1))).toBe(false);
      newest.push(stored().at(-1));
    }
    await expect.poll(stored).toEqual(newest.slice(1));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, newest[2] ?? "")).mode & 0o777).toBe(0o600);
  });

  it("stores frames that a verifier can judge by itself", async () => {
    await challenge(miner);
    await untilFree(miner);
    const directory = join(executor.directory, "attestations");
    const name = storedTranscripts(directory).at(-1) ?? "";
    const file = JSON.parse(readFileSync(join(directory, name), "utf8")) as StoredTranscript;
    expect(file).toMatchObject({ end: "completed", executorId: miner.executorId });
    const transcript: Transcript = {
      endUs: file.endUs,
      frames: file.frames.map(({ direction, us, base64 }) => ({
        direction,
        us,
        bytes: new Uint8Array(Buffer.from(base64, "base64")),
      })),
    };
    const { gpus } = await evaluateTranscript(transcript, { verifyHotkey: verifySignature, verifyOpenings });
    expect(gpus.map(({ reason }) => reason)).toEqual(["ok", "ok"]);
  });

  it("is busy for a second challenge and finishes the first", async () => {
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
    expect(second.ready?.status).toBe("in_flight");
    mayGoOn.resolve();
    expect((await first).evaluation.gpus[0]?.reason).toBe("ok");
  });

  it("gives its gpu-agent none of its environment but what a driver needs", async () => {
    const { pid } = (await executor.health()).body.agent;
    expect(process.env["VITEST"]).toBeDefined();
    expect(readFileSync(`/proc/${pid}/environ`, "utf8")).not.toContain("VITEST");
  });

  it("refuses more memory than its devices have", async () => {
    const { ready } = await challenge(miner, { params: { ...LAB_PARAMS, n: 4096, M: 64 } });
    expect(ready?.status).toBe("not_enough_memory");
  });

  it("refuses to speak for another executor", async () => {
    const stream = miner.proof.open(OTHER_ID);
    await expect(stream.frames()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      peerCode: "executor/wrong-executor",
    });
  });

  it("ends a session that does not begin with a Prepare", async () => {
    const stream = miner.proof.open(miner.executorId);
    await stream.send(new Uint8Array(100));
    await expect(stream.frames()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      peerCode: "executor/unreadable-prepare",
    });
  });

  it("is free again after the validator has gone away in the middle", async () => {
    const controller = new AbortController();
    const { evaluation } = await challenge(miner, {
      params: SLOW_PARAMS,
      signal: controller.signal,
      onProgress: ({ kind }) => {
        if (kind === "challenge-sent") controller.abort(new Error("enough"));
      },
    });
    expect(evaluation.gpus[0]?.outcome).toBe("void");
    await untilFree(miner);
    expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
    expect((await executor.health()).body.agent.restarts).toBe(0);
  });

  it(
    "aborts for all devices when its gpu-agent is lost, and proves again with the next one",
    PATIENT,
    async () => {
      const { pid, restarts } = (await executor.health()).body.agent;
      const { evaluation, abort } = await challenge(miner, {
        params: SLOW_PARAMS,
        onProgress: ({ kind }) => {
          if (kind === "challenge-sent" && pid !== undefined) process.kill(pid, "SIGKILL");
        },
      });
      expect(abort).toMatchObject({ by: "executor", gpu: 255, code: "device_error" });
      expect(evaluation.gpus.map(({ reason }) => reason)).toEqual(["executor_abort", "executor_abort"]);
      await untilFree(miner);
      const { agent } = (await executor.health()).body;
      expect(agent.restarts).toBe(restarts + 1);
      expect(agent.pid).not.toBe(pid);
      expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
    },
  );
});

describe("an executor that allows two challenges an hour", () => {
  const cleanUp = afterAllTests();
  let executor: RunningExecutor;
  let miner: MinerSide;

  beforeAll(async () => {
    const options = { agentTiming: { cancelGraceMs: 100 }, cleanUp };
    ({ executor, miner } = await startReady({ proof: { challenges_per_hour: 2 } }, options));
  }, PATIENT.timeout);

  it("kills a gpu-agent that hangs, starts another one, and proves again", PATIENT, async () => {
    const { pid = 0 } = (await executor.health()).body.agent;
    const controller = new AbortController();
    await challenge(miner, {
      params: SLOW_PARAMS,
      signal: controller.signal,
      onProgress: ({ kind }) => {
        if (kind !== "challenge-sent") return;
        process.kill(pid, "SIGSTOP");
        controller.abort(new Error("enough"));
      },
    });
    await expect.poll(async () => (await executor.health()).body.agent.restarts, { timeout: 20_000 }).toBe(1);
    await untilFree(miner);
    expect((await challenge(miner)).evaluation.gpus[0]?.reason).toBe("ok");
  });

  it("refuses a validator that has used up its hour", async () => {
    await untilFree(miner);
    expect((await challenge(miner)).ready?.status).toBe("rate_limited");
  });
});

describe("the policy of an executor", () => {
  it("refuses the tier that proves nothing unless the operator allowed it", PATIENT, async () => {
    const { miner } = await startReady({ gpu: { allow_lab_tier: false } });
    const { ready, evaluation } = await challenge(miner);
    expect(ready?.status).toBe("params_refused");
    expect(evaluation.gpus[0]).toMatchObject({ outcome: "void", reason: "refused" });
  });
});

describe("an executor without a usable GPU", () => {
  it(
    "starts, says why it cannot prove, and refuses with the guide's words and a remedy",
    PATIENT,
    async () => {
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
    },
  );

  it("says that its devices are switched off when they are", async () => {
    const executor = await startExecutor(WITHOUT_DEVICES);
    const miner = await new MinerSide(executor.grpc).takeOver();
    expect(await miner.executor.getStatus()).toMatchObject({
      state: "EXECUTOR_STATE_UNABLE",
      reasonCode: "gpu/disabled",
    });
  });
});
