import { once } from "node:events";
import { AppError } from "@headframe/kit";
import {
  allowAnonymous,
  createServer,
  proofSession,
  PROOF_SERVICE,
  rawBidi,
  relayStream,
  status,
  type ProofClient,
} from "@headframe/protocol";
import { silentLogger } from "@headframe/kit";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { deferred } from "../support/deferred.js";
import { failureOf } from "../support/failure-of.js";
import { waitUntilQuiet } from "../support/wait-until-quiet.js";
import { collectFrames, proofClient, startProofServer } from "../support/proof-server.js";

const defer = useCleanUps();

type Handler = Parameters<typeof proofSession>[0];

interface Relay {
  readonly validator: ProofClient;
  /** Lengths of the messages that passed, by direction. */
  readonly passed: Readonly<Record<"up" | "down", readonly number[]>>;
  /** Resolves when the miner's handler has come to an end, however it did. */
  readonly handled: Promise<void>;
}

/** An executor, and a miner that relays to it as miners do. */
async function startRelay(executor: Handler): Promise<Relay> {
  const far = await startProofServer(proofSession(executor));
  defer(() => far.server.drain(500));
  return relayTo(far.address);
}

async function relayTo(farAddress: string): Promise<Relay> {
  const executorClient = proofClient(farAddress, defer);
  const passed = { up: [] as number[], down: [] as number[] };
  const handled = deferred();
  const miner = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
  const Prove = rawBidi(async (near, call) => {
    const stream = executorClient.openRaw("executor", { signal: call.signal });
    try {
      await relayStream(near, stream, {
        address: farAddress,
        method: "Prove",
        onUpstream: ({ length }) => void passed.up.push(length),
        onDownstream: ({ length }) => void passed.down.push(length),
      });
    } finally {
      handled.resolve();
    }
  });
  miner.addRawService(PROOF_SERVICE, { Prove }, { statuses: {} });
  const address = `127.0.0.1:${await miner.listen("127.0.0.1", 0)}`;
  defer(() => miner.drain(500));
  return { validator: proofClient(address, defer), passed, handled: handled.promise };
}

describe("relayStream", () => {
  it("passes frames both ways, unchanged, and shows each on its way", async () => {
    const { validator, passed } = await startRelay(async (session) => {
      for await (const { frame } of session.frames()) await session.send(frame);
    });
    const session = validator.open("executor");
    const large = Buffer.alloc(2 * 1024 * 1024, 9);
    const sent = [Buffer.from("a"), Buffer.alloc(0), large];
    for (const frame of sent) await session.send(frame);
    session.halfClose();
    const received: Buffer[] = [];
    for await (const { frame } of session.frames()) received.push(frame);
    expect(received.map((frame) => frame.length)).toEqual([1, 0, large.length]);
    expect(received[2]?.equals(large)).toBe(true);
    expect(passed.up).toHaveLength(3);
    expect(passed.up[2]).toBeGreaterThan(large.length);
    expect(passed.down).toEqual(passed.up);
  });

  it("shows the far side's refusal as the far side put it, after the frames before it", async () => {
    const { validator } = await startRelay(async (session) => {
      for (let sent = 0; sent < 20; sent += 1) await session.send(Buffer.from(`frame ${sent}`));
      throw new AppError({ code: "test/busy", retryAfterMs: 5_000 }, "a challenge is running", {
        hint: "wait",
      });
    });
    const received: string[] = [];
    const read = async (): Promise<void> => {
      for await (const { frame } of validator.open("executor").frames()) received.push(frame.toString());
    };
    const failure = await failureOf(read());
    expect(received).toHaveLength(20);
    expect(failure.detail).toMatchObject({
      status: status.RESOURCE_EXHAUSTED,
      details: "a challenge is running",
      peerCode: "test/busy",
      retryAfterMs: 5_000,
    });
    expect(failure.hint).toBe("wait");
  });

  it("does not tell the caller the far side's address when it cannot be reached", async () => {
    const { validator } = await relayTo("127.0.0.1:1");
    const failure = await failureOf(collectFrames(validator.open("executor").frames()));
    expect(failure.detail).toMatchObject({
      status: status.UNAVAILABLE,
      details: "the far side did not answer",
    });
  });

  it("cancels the far side when the caller cancels", async () => {
    const started = deferred();
    const cancelled = deferred();
    const { validator } = await startRelay(async (_session, call) => {
      started.resolve();
      await once(call.signal, "abort");
      cancelled.resolve();
    });
    const session = validator.open("executor");
    await session.send(Buffer.from("hello"));
    await started.promise;
    session.cancel();
    await cancelled.promise;
    expect((await failureOf(collectFrames(session.frames()))).code).toBe("rpc/cancelled");
  });

  it("ends the caller's session when the far side goes away", async () => {
    const far = await startProofServer(
      proofSession(async (session, call) => {
        await session.send(Buffer.from("ready"));
        await once(call.signal, "abort");
      }),
    );
    const { validator } = await relayTo(far.address);
    const frames = validator.open("executor").frames()[Symbol.asyncIterator]();
    await frames.next();
    const ended = failureOf(frames.next());
    await far.server.drain(0);
    expect((await ended).code).toMatch(/^rpc\/(cancelled|unavailable|internal)$/);
  });

  it.each(["upstream", "downstream"] as const)(
    "makes a fast sender wait for a slow reader, %s",
    async (direction) => {
      const frame = Buffer.alloc(1024 * 1024);
      let sent = 0;
      const flood = async (send: (frame: Buffer) => Promise<void>): Promise<void> => {
        for (; sent < 200; sent += 1) await send(frame);
      };
      const gate = deferred();
      const { validator } = await startRelay(async (session, call) => {
        if (direction === "downstream") return flood((f) => session.send(f));
        // Without a reader, frames pile up until the queue says stop.
        await Promise.race([gate.promise, once(call.signal, "abort")]);
      });
      const session = validator.open("executor");
      // The end of this flood is the cancellation below.
      const flooding =
        direction === "upstream" ? flood((f) => session.send(f)).catch(() => undefined) : undefined;
      await waitUntilQuiet(() => sent);
      expect(sent).toBeLessThan(120);
      gate.resolve();
      session.cancel();
      await flooding;
    },
  );

  it("does not hold small messages back", async () => {
    const { validator } = await startRelay(async (session) => {
      for await (const { frame } of session.frames()) {
        // Two writes in a row: with Nagle's algorithm on, the second would wait for a delayed ACK of 40 ms.
        await session.send(frame.subarray(0, 1));
        await session.send(frame.subarray(1));
      }
    });
    const session = validator.open("executor");
    const frames = session.frames()[Symbol.asyncIterator]();
    const roundTripsMs: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const startMs = performance.now();
      await session.send(Buffer.from("ping"));
      await frames.next();
      await frames.next();
      roundTripsMs.push(performance.now() - startMs);
    }
    session.halfClose();
    expect(await frames.next()).toMatchObject({ done: true });
    // Not the median: a busy machine may be slow most of the time, a delayed ACK is there every time.
    expect(Math.min(...roundTripsMs)).toBeLessThan(20);
  });
});
