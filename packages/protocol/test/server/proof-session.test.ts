import { once } from "node:events";
import { AppError, sleep } from "@headframe/kit";
import { EXECUTOR_ID_KEY, proofSession, type CallContext } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { deferred } from "../support/deferred.js";
import { failureOf } from "../support/failure-of.js";
import { collectFrames, proofClient, startProofServer } from "../support/proof-server.js";

const defer = useCleanUps();
const EXECUTOR = "5f0c6a52-7b1e-4f5e-9a2d-0a6e2f7d9c11";

type Handler = Parameters<typeof proofSession>[0];

async function start(handler: Handler) {
  const { server, address } = await startProofServer(proofSession(handler));
  defer(() => server.drain(1_000));
  return proofClient(address, defer);
}

describe("a proof session", () => {
  it("carries frames both ways, each with the moment of its arrival, and names the executor", async () => {
    let executorId: unknown;
    const client = await start(async (session, { metadata }) => {
      executorId = metadata.get(EXECUTOR_ID_KEY)[0];
      for await (const { frame } of session.frames())
        await session.send(Buffer.concat([Buffer.from("re: "), frame]));
    });
    const session = client.open(EXECUTOR);
    await session.send(Buffer.from("one"));
    await session.send(Buffer.from("two"));
    session.halfClose();
    const arrivals: number[] = [];
    const texts: string[] = [];
    for await (const { frame, arrivedUs } of session.frames()) {
      texts.push(frame.toString());
      arrivals.push(arrivedUs);
    }
    expect(texts).toEqual(["re: one", "re: two"]);
    expect(arrivals[0]).toBeLessThanOrEqual(arrivals[1] ?? 0);
    expect(executorId).toBe(EXECUTOR);
  });

  it("stamps a frame when it arrives, not when its reader gets to it", async () => {
    const client = await start(async (session) => {
      await session.send(Buffer.from("early"));
    });
    const session = client.open(EXECUTOR);
    await session.closed;
    const endedUs = performance.now() * 1000;
    await sleep(5);
    const { value } = await session.frames()[Symbol.asyncIterator]().next();
    expect(value?.frame.toString()).toBe("early");
    expect(value?.arrivedUs).toBeLessThanOrEqual(endedUs);
  });

  it("carries frames of 2 MiB and refuses one beyond the limit with its size", async () => {
    const client = await start(async (session) => {
      for await (const { frame } of session.frames()) await session.send(frame);
    });
    const session = client.open(EXECUTOR);
    const frame = Buffer.alloc(2 * 1024 * 1024, 7);
    await session.send(frame);
    const { value } = await session.frames()[Symbol.asyncIterator]().next();
    expect(value && value.frame.equals(frame)).toBe(true);
    session.cancel();

    const tooMuch = client.open(EXECUTOR);
    const failure = failureOf(collectFrames(tooMuch.frames()));
    await tooMuch.send(Buffer.alloc(4 * 1024 * 1024)).catch(() => undefined); // The reader gets the failure.
    expect((await failure).detail).toMatchObject({
      code: "rpc/resource-exhausted",
      details: expect.stringContaining("4194304") as string,
    });
  });

  it("gives the reader what came before a failure, then the failure", async () => {
    const client = await start(async (session) => {
      await session.send(Buffer.from("first"));
      throw new AppError({ code: "test/busy" }, "busy");
    });
    const session = client.open(EXECUTOR);
    const iterator = session.frames()[Symbol.asyncIterator]();
    await expect(iterator.next()).resolves.toMatchObject({ value: { frame: Buffer.from("first") } });
    expect((await failureOf(iterator.next())).peerCode).toBe("test/busy");
  });

  it("fires the handler's signal and ends its sends when the challenger cancels", async () => {
    const started = deferred();
    const seen = deferred<unknown[]>();
    const client = await start(async (session, call) => {
      started.resolve();
      await once(call.signal, "abort");
      const { reason } = call.signal as { readonly reason: unknown };
      const sending = await session.send(Buffer.from("too late")).catch((error: unknown) => error);
      seen.resolve([reason, sending]);
    });
    const controller = new AbortController();
    const session = client.open(EXECUTOR, { signal: controller.signal });
    await session.send(Buffer.from("hello"));
    await started.promise;
    controller.abort(new Error("changed my mind"));
    await expect(collectFrames(session.frames())).rejects.toThrow("changed my mind");
    await expect(session.send(Buffer.from("more"))).rejects.toThrow("changed my mind");
    const [reason, sending] = await seen.promise;
    expect(reason).toMatchObject({ message: "the caller cancelled" });
    expect(sending).toBe(reason);
  });

  it("lets go of a challenger that still sends after the end, and says when the end was", async () => {
    const client = await start(async (session) => session.send(Buffer.from("verdict")));
    const session = client.open(EXECUTOR);
    expect(await collectFrames(session.frames())).toEqual(["verdict"]);
    await session.closed;
    await expect(session.send(Buffer.from("more"))).rejects.toThrow("the session has ended");

    const cancelled = client.open(EXECUTOR);
    cancelled.cancel();
    await cancelled.closed;
  });

  it("tells the handler that the deadline passed", async () => {
    const reason = deferred<CallContext["signal"]["reason"]>();
    let sessions = 0;
    const client = await start(async (_session, call) => {
      sessions += 1;
      if (sessions === 1) return;
      await once(call.signal, "abort");
      reason.resolve(call.signal.reason);
    });
    await client.open(EXECUTOR).closed; // So that the short deadline need not cover the connection.
    const session = client.open(EXECUTOR, { deadlineMs: 200 });
    expect((await failureOf(collectFrames(session.frames()))).code).toBe("rpc/deadline-exceeded");
    await expect(reason.promise).resolves.toMatchObject({ message: "the caller's deadline has passed" });
  });
});
