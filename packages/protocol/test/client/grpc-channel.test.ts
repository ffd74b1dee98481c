import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  connect,
  ExecutorClient,
  NO_RETRY,
  status,
  withRetry,
  RpcError,
  type RetryPolicy,
} from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { executorClient, minerTokens, startExecutorServer } from "../support/executor-server.js";
import { failureOf } from "../support/failure-of.js";

const defer = useCleanUps();
const ONCE = { retry: NO_RETRY, deadlineMs: 10_000 };

describe("GrpcChannel", () => {
  it("says what it could not connect to", async () => {
    const { client, channel } = executorClient("127.0.0.1:1");
    defer(() => channel.close());
    const failure = await failureOf(client.getStatus(ONCE));
    expect(failure.code).toBe("rpc/unavailable");
    expect(failure.message).toBe("127.0.0.1:1: cannot connect (connect ECONNREFUSED 127.0.0.1:1)");
    expect(channel.isReady).toBe(false);
  });

  it("says that a name cannot be resolved", async () => {
    // .invalid never resolves (RFC 6761).
    const { client, channel } = executorClient("gpu-1.invalid:50051");
    defer(() => channel.close());
    const failure = await failureOf(client.getStatus(ONCE));
    expect(failure.message).toBe('gpu-1.invalid:50051: the name in "gpu-1.invalid:50051" cannot be resolved');
  });

  it("takes an address for a host and a port, never for a path", async () => {
    const { client, channel } = executorClient("unix:/run/some.sock");
    defer(() => channel.close());
    const failure = await failureOf(client.getStatus(ONCE));
    expect(failure.detail.details).toBe('the name in "unix:/run/some.sock" cannot be resolved');
  });

  it("says that there was no answer in time", async () => {
    // Accepts connections and says nothing.
    const mute = createTcpServer();
    await new Promise<void>((resolve) => {
      mute.listen(0, "127.0.0.1", resolve);
    });
    defer(() => mute.close());
    const { port } = mute.address() as AddressInfo;
    const { client, channel } = executorClient(`127.0.0.1:${port}`);
    defer(() => channel.close());
    const failure = await failureOf(client.getStatus({ retry: NO_RETRY, deadlineMs: 100 }));
    expect(failure.message).toBe(`127.0.0.1:${port}: no answer in time`);
  });

  it("finds its server again after a restart", async () => {
    const first = await startExecutorServer(() => ({ version: "before" }));
    const { client, channel } = executorClient(first.address);
    defer(() => channel.close());
    await client.getStatus();
    expect(channel.isReady).toBe(true);
    await first.server.drain(100);
    expect((await failureOf(client.getStatus(ONCE))).code).toBe("rpc/unavailable");

    const second = await startExecutorServer(() => ({ version: "after" }), { port: first.port });
    defer(() => second.server.drain(100));
    const patient: RetryPolicy = { attempts: 50, initialBackoffMs: 50, maxBackoffMs: 200 };
    const status = await client.getStatus({ retry: patient, deadlineMs: 10_000 });
    expect(status.version).toBe("after");
  });

  it("replaces a connection that was not ready for too long", async () => {
    let nowMs = 0;
    const { server, address, port } = await startExecutorServer(() => ({}));
    await server.drain(100);
    const channel = connect(
      address,
      { recreateAfterMs: 60_000 },
      { clock: { nowMs: () => nowMs, monotonicUs: () => 0 } },
    );
    defer(() => channel.close());
    const client = new ExecutorClient(channel, { token: minerTokens() });
    // Each failed try lengthens the pause before the next connection: grpc-js fails calls meanwhile without trying.
    for (let failures = 0; failures < 5; failures += 1) await failureOf(client.getStatus(ONCE));

    const revived = await startExecutorServer(() => ({ version: "revived" }), { port });
    defer(() => revived.server.drain(100));
    const stuck = await failureOf(client.getStatus(ONCE));
    expect(stuck.code).toBe("rpc/unavailable");
    nowMs += 60_000;
    await expect(client.getStatus(ONCE)).resolves.toMatchObject({ version: "revived" });
  });

  it("refuses calls after close, and fails those under way", async () => {
    const { server, address } = await startExecutorServer(
      ({ signal }) =>
        new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({}));
        }),
    );
    defer(() => server.drain(100));
    const { client, channel } = executorClient(address);
    const call = failureOf(client.getStatus({ retry: NO_RETRY, deadlineMs: 300 }));
    channel.close();
    expect((await call).code).toMatch(/^rpc\/(unavailable|deadline-exceeded|cancelled)$/);
    await expect(client.getStatus()).rejects.toThrow(`the channel to ${address} is closed`);
  });

  it("does not call when the signal has fired already", async () => {
    const { client, channel } = executorClient("127.0.0.1:1");
    defer(() => channel.close());
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(client.getStatus({ signal })).rejects.toThrow("stopped");
  });

  it("leaves nothing behind: a process that closed everything ends by itself", () => {
    const script = fileURLToPath(new URL("../support/call-and-leave.ts", import.meta.url));
    const run = spawnSync(process.execPath, ["--conditions=source", "--import", "tsx", script], {
      encoding: "utf8",
      timeout: 50_000,
    });
    expect(run).toMatchObject({ status: 0, signal: null, stderr: "", stdout: "served, drained, closed\n" });
  }, 60_000);
});

describe("withRetry", () => {
  const policy: RetryPolicy = { attempts: 3, initialBackoffMs: 1, maxBackoffMs: 2 };

  function failWith(failed: status): RpcError {
    return new RpcError(
      {
        code: "rpc/unknown",
        status: failed,
        method: "m",
        address: "a",
        details: "",
        peerCode: undefined,
        peerRequestId: undefined,
        retryAfterMs: undefined,
      },
      "failed",
    );
  }

  it.each([
    ["a peer that is unavailable up to three times", status.UNAVAILABLE, 3],
    ["an answer only once", status.FAILED_PRECONDITION, 1],
    ["a deadline that passed only once", status.DEADLINE_EXCEEDED, 1],
  ])("asks %s", async (_, failed, expected) => {
    let tries = 0;
    const attempt = (): Promise<never> => {
      tries += 1;
      return Promise.reject(failWith(failed));
    };
    await expect(withRetry(attempt, policy)).rejects.toBeInstanceOf(RpcError);
    expect(tries).toBe(expected);
  });

  it("does not begin a wait that the deadline would cut short", async () => {
    let tries = 0;
    const attempt = (): Promise<never> => {
      tries += 1;
      return Promise.reject(failWith(status.UNAVAILABLE));
    };
    const slow = { ...policy, initialBackoffMs: 60_000, maxBackoffMs: 60_000 };
    await expect(withRetry(attempt, slow, { remainingMs: () => 29_000 })).rejects.toBeInstanceOf(RpcError);
    expect(tries).toBe(1);
  });

  it("stops waiting when its signal fires", async () => {
    const controller = new AbortController();
    const attempt = (): Promise<never> => {
      controller.abort(new Error("enough"));
      return Promise.reject(failWith(status.UNAVAILABLE));
    };
    const slow = { ...policy, initialBackoffMs: 60_000, maxBackoffMs: 60_000 };
    await expect(withRetry(attempt, slow, { signal: controller.signal })).rejects.toThrow("enough");
  });
});
