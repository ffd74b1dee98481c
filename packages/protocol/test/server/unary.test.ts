import { AppError, sleep } from "@headframe/kit";
import {
  allowAnonymous,
  type GrpcServerDeps,
  type GrpcServerOptions,
  NO_RETRY,
  status,
  type CallContext,
} from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { deferred } from "../support/deferred.js";
import {
  executorClient,
  MINER_HOTKEY,
  EXECUTOR_ID,
  startExecutorServer,
} from "../support/executor-server.js";
import type { StatusHandler } from "../support/executor-server.js";
import { failureOf } from "../support/failure-of.js";
import { recordingLogger } from "../support/recording-logger.js";

const defer = useCleanUps();

type Options = Partial<GrpcServerOptions> & Pick<GrpcServerDeps, "onStrangerRefused">;

async function start(handler: StatusHandler, options: Options = {}) {
  const log = recordingLogger();
  const { server, address } = await startExecutorServer(handler, { ...options, logger: log.logger });
  defer(() => server.drain(1_000));
  const { client, channel } = executorClient(address);
  defer(() => channel.close());
  return { client, address, log };
}

describe("unary", () => {
  it("hands the request to the handler and its answer to the caller", async () => {
    const { client } = await start(() => ({ executorId: EXECUTOR_ID, state: "EXECUTOR_STATE_READY" }));
    await expect(client.getStatus()).resolves.toMatchObject({
      executorId: EXECUTOR_ID,
      state: "EXECUTOR_STATE_READY",
      uptimeSeconds: "0",
      devices: [],
    });
  });

  it("tells the handler who calls, from where and until when", async () => {
    let seen: Pick<CallContext, "caller" | "peer" | "deadlineMs" | "requestId"> | undefined;
    const { client } = await start(({ caller, peer, deadlineMs, requestId }) => {
      seen = { caller, peer, deadlineMs, requestId };
      return {};
    });
    const before = Date.now();
    await client.getStatus({ deadlineMs: 5_000 });
    expect(seen?.caller).toMatchObject({ kind: "miner", hotkey: MINER_HOTKEY, executorId: EXECUTOR_ID });
    expect(seen?.peer).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(seen?.deadlineMs).toBeGreaterThan(before + 4_000);
    expect(seen?.deadlineMs).toBeLessThan(Date.now() + 6_000);
    expect(seen?.requestId).not.toBe("");
  });

  it("fires the signal when the caller's deadline passes", async () => {
    const reason = deferred<unknown>();
    let calls = 0;
    const { client } = await start(async ({ signal }) => {
      calls += 1;
      if (calls === 1) return {};
      signal.addEventListener("abort", () => reason.resolve(signal.reason));
      await sleep(10_000, signal);
      return {};
    });
    await client.getStatus(); // So that the short deadline need not cover the connection.
    const failure = await failureOf(client.getStatus({ deadlineMs: 200, retry: NO_RETRY }));
    expect(failure.code).toBe("rpc/deadline-exceeded");
    await expect(reason.promise).resolves.toMatchObject({ message: "the caller's deadline has passed" });
  });

  it("fires the signal when the caller cancels, and rejects the caller with its own reason", async () => {
    const started = deferred();
    const reason = deferred<unknown>();
    const { client } = await start(async ({ signal }) => {
      signal.addEventListener("abort", () => reason.resolve(signal.reason));
      started.resolve();
      await sleep(10_000, signal);
      return {};
    });
    const controller = new AbortController();
    const call = client.getStatus({ signal: controller.signal });
    await started.promise;
    controller.abort(new Error("no longer wanted"));
    await expect(call).rejects.toThrow("no longer wanted");
    await expect(reason.promise).resolves.toMatchObject({ message: "the caller cancelled" });
  });

  it("does not fire the signal after an ordinary end", async () => {
    let signal: AbortSignal | undefined;
    const { client } = await start((call) => {
      signal = call.signal;
      return {};
    });
    await client.getStatus();
    await client.getStatus();
    expect(signal?.aborted).toBe(false);
  });

  it("maps an expected failure by the service's table, with code and remedy", async () => {
    const { client } = await start(() => {
      throw new AppError({ code: "test/busy" }, "a challenge is running", {
        hint: "try again in ≥ 5 s",
      });
    });
    const failure = await failureOf(client.getStatus());
    expect(failure.detail).toMatchObject({
      code: "rpc/failed-precondition",
      status: status.FAILED_PRECONDITION,
      method: "headframe.executor.v1.ExecutorService/GetStatus",
      details: "a challenge is running",
      peerCode: "test/busy",
    });
    expect(failure.hint).toBe("try again in ≥ 5 s");
  });

  it.each([
    ["a plain error", () => new Error("password is hunter2")],
    ["a failure whose code is not in the table", () => new AppError({ code: "test/unlisted" }, "hunter2")],
  ])(
    "says only `internal error` about %s, and logs the cause under the id that the peer got",
    async (_, make) => {
      const cause = make();
      const { client, log } = await start(() => {
        throw cause;
      });
      const failure = await failureOf(client.getStatus());
      expect(failure.detail).toMatchObject({
        code: "rpc/internal",
        details: "internal error",
        peerCode: undefined,
      });
      expect(JSON.stringify(failure.detail)).not.toContain("hunter2");
      const line = log.lines.find(({ level }) => level === "error");
      expect(line?.fields).toMatchObject({
        err: cause,
        requestId: failure.detail.peerRequestId,
        outcome: "INTERNAL",
      });
    },
  );

  it("logs the refusal of a known caller, and counts that of a stranger", async () => {
    const strangers: string[] = [];
    const refuse = (): never => {
      throw new AppError({ code: "test/busy" }, "busy");
    };
    const onStrangerRefused = (outcome: string): void => void strangers.push(outcome);
    const known = await start(refuse, { onStrangerRefused });
    await failureOf(known.client.getStatus({ retry: NO_RETRY }));
    expect(known.log.lines).toMatchObject([{ level: "info", message: "call refused" }]);
    expect(strangers).toEqual([]);
    const open = await start(refuse, { onStrangerRefused, authenticate: allowAnonymous });
    await failureOf(open.client.getStatus({ retry: NO_RETRY }));
    expect(open.log.lines).toMatchObject([{ level: "debug", message: "call refused" }]);
    expect(strangers).toEqual(["FAILED_PRECONDITION"]);
  });

  it("logs one line per call", async () => {
    const { client, log } = await start(() => ({}));
    await client.getStatus();
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toMatchObject({
      level: "debug",
      message: "call ended",
      fields: { method: "headframe.executor.v1.ExecutorService/GetStatus", outcome: "OK" },
    });
  });
});
