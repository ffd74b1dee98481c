import { errorCode } from "@headframe/kit";
import { RpcError } from "@headframe/protocol";
import { expect, test } from "vitest";
import { executorIdentity } from "../src/fleet/executor-id.js";
import { FakeExecutor } from "./support/fake-executor.js";
import { chainWithValidator, startMiner, TestValidator, until } from "./support/running-miner.js";

const EXECUTOR_ID = executorIdentity("gpu-1").executorId;

async function startWithExecutor() {
  const executor = await FakeExecutor.start();
  const miner = await startMiner({ executors: { "gpu-1": executor.address }, chain: chainWithValidator() });
  const validator = new TestValidator(miner, 2);
  const { sessionToken } = await validator.authenticate();
  const fleet = validator.fleet(sessionToken);
  await until(async () => (await fleet.listExecutors()).executors[0]?.health === "EXECUTOR_HEALTH_HEALTHY");
  return { executor, miner, validator, sessionToken, proofs: validator.proofs(sessionToken) };
}

test("passes frames of a challenge on unchanged, both ways, to the end", async () => {
  const { executor, proofs } = await startWithExecutor();
  const stream = proofs.open(EXECUTOR_ID);
  const frames = [Buffer.from("one"), Buffer.alloc(2 * 1024 * 1024, 3), Buffer.alloc(0)];
  for (const frame of frames) await stream.send(frame);
  stream.halfClose();
  const received: Buffer[] = [];
  for await (const { frame } of stream.frames()) received.push(frame);
  // Vitest compares large buffers byte by byte, in seconds.
  expect(received.map((frame, index) => frame.equals(frames[index] ?? Buffer.from("?")))).toEqual([
    true,
    true,
    true,
  ]);
  expect(executor.challenged).toEqual([EXECUTOR_ID]);
});

test("refuses a second challenge of an executor while one runs", async () => {
  const { proofs } = await startWithExecutor();
  const first = proofs.open(EXECUTOR_ID);
  await first.send(Buffer.from("hello"));
  await first.frames().next();
  const second = proofs.open(EXECUTOR_ID);
  const refusal = await second
    .frames()
    .next()
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  expect(refusal).toBeInstanceOf(RpcError);
  expect((refusal as RpcError).peerCode).toBe("fleet/executor-busy");
  expect(errorCode(refusal)).toBe("rpc/resource-exhausted");
  first.halfClose();
});
