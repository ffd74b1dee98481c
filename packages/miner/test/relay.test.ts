import { errorCode } from "@headframe/kit";
import { type ProofStream, RpcError } from "@headframe/protocol";
import { afterEach, beforeAll, expect, test } from "vitest";
import { afterAllTests } from "./support/temporary.js";
import { executorIdentity } from "../src/fleet/executor-id.js";
import { inHaste } from "./support/in-haste.js";
import { echo, FakeExecutor, FakeRefusal } from "./support/fake-executor.js";
import {
  chainWithValidator,
  startMiner,
  type StartOptions,
  TestValidator,
  until,
} from "./support/running-miner.js";

const EXECUTOR_ID = executorIdentity("gpu-1").executorId;

async function startWithExecutor(options: StartOptions = {}) {
  const executor = await FakeExecutor.start(options.cleanUp);
  const miner = await startMiner({
    executors: { "gpu-1": executor.address },
    chain: chainWithValidator(),
    ...options,
  });
  const validator = new TestValidator(miner, 2, options.cleanUp);
  const { sessionToken } = await validator.authenticate();
  const fleet = validator.fleet(sessionToken);
  const executorNow = async () => (await fleet.listExecutors()).executors[0];
  await until(async () => (await executorNow())?.health === "EXECUTOR_HEALTH_HEALTHY");
  const isFree = async (): Promise<boolean> => (await executorNow())?.busy === false;
  return { executor, miner, validator, sessionToken, isFree, proofs: validator.proofs(sessionToken) };
}

let shared: Awaited<ReturnType<typeof startWithExecutor>>;
const cleanUp = afterAllTests();
beforeAll(async () => {
  shared = await startWithExecutor({ cleanUp });
});
afterEach(async () => {
  shared.executor.prove = echo;
  await until(shared.isFree);
});

/** One frame there and back. */
async function exchange(stream: ProofStream): Promise<void> {
  await stream.send(Buffer.from("hello"));
  await stream.frames()[Symbol.asyncIterator]().next();
}

/** Starts a challenge that is under way: one frame went there and back. */
async function begin(proofs: ReturnType<TestValidator["proofs"]>): Promise<ProofStream> {
  const stream = proofs.open(EXECUTOR_ID);
  await exchange(stream);
  return stream;
}

async function failureOf(stream: ProofStream): Promise<unknown> {
  try {
    for await (const _ of stream.frames());
  } catch (error) {
    return error;
  }
  return undefined;
}

test("passes frames of a challenge on unchanged, both ways, to the end", async () => {
  const { executor, proofs } = shared;
  const sent = [Buffer.from("one"), Buffer.alloc(1615, 2), Buffer.alloc(0)];
  const large = Buffer.alloc(2 * 1024 * 1024, 3);
  executor.prove = async (requests, send) => {
    await echo(requests, send);
    await send({ frame: large });
  };
  const stream = proofs.open(EXECUTOR_ID);
  for (const frame of sent) await stream.send(frame);
  stream.halfClose();
  const received: Buffer[] = [];
  for await (const { frame } of stream.frames()) received.push(frame);
  // Vitest compares large buffers byte by byte, in seconds.
  const expected = [...sent, large];
  expect(received.map((frame, index) => frame.equals(expected[index] ?? Buffer.from("?")))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(executor.challenged).toEqual([EXECUTOR_ID]);
});

test("takes no message from anybody that is larger than any honest one", async () => {
  const { proofs, validator } = shared;
  const stream = proofs.open(EXECUTOR_ID);
  await stream.send(Buffer.alloc(70_000)).catch(() => undefined);
  expect(await failureOf(stream)).toMatchObject({ code: "rpc/resource-exhausted" });
  await expect(validator.authenticate("n".repeat(70_000))).rejects.toMatchObject({
    code: "rpc/resource-exhausted",
  });
});

test("refuses a second challenge of an executor while one runs, and takes the next when it ended", async () => {
  const { isFree, proofs } = shared;
  const first = await begin(proofs);
  const refusal = await failureOf(proofs.open(EXECUTOR_ID));
  expect(refusal).toBeInstanceOf(RpcError);
  expect((refusal as RpcError).peerCode).toBe("fleet/executor-busy");
  expect(errorCode(refusal)).toBe("rpc/resource-exhausted");
  first.halfClose();
  expect(await failureOf(first)).toBeUndefined();
  await until(isFree);
  const next = await begin(proofs);
  next.halfClose();
});

test("frees the executor and tells it when the validator goes away", async () => {
  const { executor, isFree, proofs } = shared;
  let hasEnded = false;
  executor.prove = (requests, send) =>
    echo(requests, send).finally(() => {
      hasEnded = true;
    });
  const stream = await begin(proofs);
  expect(hasEnded).toBe(false);
  stream.cancel();
  await until(() => hasEnded);
  await until(isFree);
});

test("keeps an executor that a validator left in mid-challenge from the next one until it is free", async () => {
  const { executor, isFree, proofs } = shared;
  let hasNoticed = false;
  let finishStep: () => void = () => undefined;
  const step = new Promise<void>((resolve) => {
    finishStep = resolve;
  });
  executor.prove = async (requests, send) => {
    executor.answer = { state: "EXECUTOR_STATE_PROVING" };
    try {
      await echo(requests, send);
    } finally {
      hasNoticed = true;
      // As a device does: it ends the step that it is in.
      await step;
      executor.answer = {};
    }
  };
  const left = await begin(proofs);
  left.cancel();
  await until(() => hasNoticed);
  expect(await failureOf(proofs.open(EXECUTOR_ID))).toMatchObject({ peerCode: "fleet/executor-busy" });
  finishStep();
  await until(isFree);
  expect(executor.answer).toEqual({});
  (await begin(proofs)).halfClose();
});

test("frees the executor when it dies in mid-challenge, and hides where it was", async () => {
  const { executor, isFree, proofs } = await startWithExecutor();
  const stream = await begin(proofs);
  await inHaste(async () => {
    await executor.stop();
    const failure = await failureOf(stream);
    expect(failure).toMatchObject({ peerCode: "fleet/executor-unreachable", code: "rpc/unavailable" });
    expect((failure as Error).message).not.toContain(executor.address);
    await until(isFree);
  });
});

test("passes an executor's own refusal on, with its code and its remedy", async () => {
  const { executor, proofs } = shared;
  executor.prove = () => Promise.reject(new FakeRefusal());
  const stream = proofs.open(EXECUTOR_ID);
  await stream.send(Buffer.from("hello"));
  expect(await failureOf(stream)).toMatchObject({
    peerCode: "executor/no-delegation",
    code: "rpc/failed-precondition",
    hint: "install one",
  });
});

test.each([
  ["an executor that is not in the fleet", "0f0f0f0f-0000-4000-8000-000000000000", "fleet/unknown-executor"],
  ["no executor", "", "access/malformed-request"],
])("refuses a challenge of %s", async (_, executorId, code) => {
  const { proofs } = shared;
  expect(await failureOf(proofs.open(executorId))).toMatchObject({ peerCode: code });
});

test("takes the executor back from a validator that opens a challenge and says nothing", async () => {
  const { isFree, proofs } = shared;
  await inHaste(async () => {
    expect(await failureOf(proofs.open(EXECUTOR_ID))).toMatchObject({ peerCode: "fleet/no-first-message" });
    await until(isFree);
  });
});

test("refuses a challenge without a session, and counts that", async () => {
  const { miner, validator } = shared;
  expect(await failureOf(validator.proofs("").open(EXECUTOR_ID))).toMatchObject({
    peerCode: "auth/missing-token",
  });
  const metrics = await (await fetch(`${miner.ready.apiUrl}/metrics`)).text();
  expect(metrics).toContain('miner_grpc_refused_strangers_total{server="axon",status="UNAUTHENTICATED"} 1');
});

test("refuses a challenge of an executor that was never reached", async () => {
  const miner = await startMiner({ executors: { "gpu-1": "127.0.0.1:1" }, chain: chainWithValidator() });
  const validator = new TestValidator(miner, 2);
  const { sessionToken } = await validator.authenticate();
  const failure = await failureOf(validator.proofs(sessionToken).open(EXECUTOR_ID));
  expect(failure).toMatchObject({ peerCode: "fleet/executor-unavailable" });
});

test("recovers an executor that was away", async () => {
  const flags = {
    "executor_management.max_retry_attempts": 1,
    "executor_management.health_check_interval": "250ms",
    "executor_management.health_check_timeout": "250ms",
  };
  const { executor, proofs, validator, sessionToken } = await startWithExecutor({ flags });
  const health = async () => (await validator.fleet(sessionToken).listExecutors()).executors[0]?.health;
  await executor.stop();
  await until(async () => (await health()) === "EXECUTOR_HEALTH_UNHEALTHY");
  await executor.listen();
  await until(async () => (await health()) === "EXECUTOR_HEALTH_HEALTHY");
  const stream = await begin(proofs);
  stream.halfClose();
  expect(await failureOf(stream)).toBeUndefined();
});

test("lets a running challenge end before it stops, and takes no new one meanwhile", async () => {
  const { miner, proofs } = await startWithExecutor();
  const stream = await begin(proofs);
  const stopped = miner.stop();
  await stream.send(Buffer.from("still here"));
  const { value } = await stream.frames()[Symbol.asyncIterator]().next();
  expect(value?.frame.toString()).toBe("still here");
  stream.halfClose();
  expect(await failureOf(stream)).toBeUndefined();
  await stopped;
});

test("cuts a challenge off that has not ended within server.drain_timeout", async () => {
  const { miner, proofs } = await startWithExecutor({ flags: { "server.drain_timeout": "300ms" } });
  const stream = await begin(proofs);
  const stopped = miner.stop();
  expect(await failureOf(stream)).toBeInstanceOf(RpcError);
  await stopped;
});

/** A miner with `count` healthy executors that limits its validators to two requests at once. */
async function startLimited(count: number) {
  const executors = await Promise.all(Array.from({ length: count }, () => FakeExecutor.start()));
  const miner = await startMiner({
    executors: Object.fromEntries(executors.map(({ address }, index) => [`gpu-${index}`, address])),
    chain: chainWithValidator(),
    flags: {
      "validator_comms.rate_limit.enabled": true,
      "validator_comms.rate_limit.requests_per_second": 0.1,
      "validator_comms.rate_limit.burst_capacity": 2,
    },
  });
  await until(async () => {
    const status = (await (await fetch(`${miner.ready.apiUrl}/api/v1/status`)).json()) as {
      readonly executors: { readonly healthy: number };
    };
    return status.executors.healthy === count;
  });
  const validator = new TestValidator(miner, 2);
  const { sessionToken } = await validator.authenticate();
  const ids = executors.map((_, index) => executorIdentity(`gpu-${index}`).executorId);
  return { ids, open: (id = ""): ProofStream => validator.proofs(sessionToken).open(id) };
}

const RATE_LIMITED = { peerCode: "access/rate-limited", detail: { retryAfterMs: expect.any(Number) } };

test("lets a fleet be challenged all at once, and counts challenges that get no executor", async () => {
  const { ids, open } = await startLimited(3);
  const streams = ids.map((id) => open(id));
  for (const stream of streams) await exchange(stream);
  expect(await failureOf(open(ids[0]))).toMatchObject({ peerCode: "fleet/executor-busy" });
  expect(await failureOf(open(ids[0]))).toMatchObject(RATE_LIMITED);
  for (const stream of streams) stream.halfClose();
});

test("limits how often a validator challenges one executor, even when it is free every time", async () => {
  const { ids, open } = await startLimited(2);
  for (const _ of ["first", "second"]) {
    const stream = open(ids[0]);
    await exchange(stream);
    stream.halfClose();
    expect(await failureOf(stream)).toBeUndefined();
  }
  expect(await failureOf(open(ids[0]))).toMatchObject(RATE_LIMITED);
  const other = open(ids[1]);
  await exchange(other);
  other.halfClose();
});
