import { once } from "node:events";
import { AppError } from "@headframe/kit";
import {
  allowAnonymous,
  bidiStream,
  connect,
  createServer,
  definitionOf,
  EXECUTOR_CONTROL,
  serverStream,
  unary,
  status,
  type ExecutorControlHandlers,
  type LogEntry__Output,
  type ProveRequest__Output,
  type ProveResponse,
} from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { deferred } from "../support/deferred.js";
import { failureOf } from "../support/failure-of.js";
import { collectFrames, proofClient, startProofServer } from "../support/proof-server.js";
import { waitUntilQuiet } from "../support/wait-until-quiet.js";
import { recordingLogger } from "../support/recording-logger.js";

const defer = useCleanUps();

const notOffered = unary<unknown, object>(() => {
  throw new AppError({ code: "executor/not-offered" }, "this executor does not offer that");
});

type StreamLogs = Parameters<typeof serverStream<{ tailLines: number }, { message: string }>>[0];

/** Runs `StreamLogs` of the reference system: the only server stream of the contract. */
async function startLogServer(streamLogs: StreamLogs) {
  const log = recordingLogger();
  const server = createServer({ authenticate: allowAnonymous }, { logger: log.logger });
  const handlers = {
    ProvisionValidatorAccess: notOffered,
    ExecuteSystemProfile: notOffered,
    ExecuteBenchmark: notOffered,
    ManageContainer: notOffered,
    HealthCheck: notOffered,
    StreamLogs: serverStream(streamLogs),
  } satisfies ExecutorControlHandlers;
  server.addService(EXECUTOR_CONTROL, handlers, {
    statuses: { "executor/not-offered": status.UNIMPLEMENTED },
  });
  const address = `127.0.0.1:${await server.listen("127.0.0.1", 0)}`;
  defer(() => server.drain(500));
  const channel = connect(address);
  defer(() => channel.close());
  const { StreamLogs } = definitionOf(EXECUTOR_CONTROL);
  const open = (tailLines: number) => {
    const stream = channel.openBidi<object, LogEntry__Output>(StreamLogs, { deadlineMs: 10_000 });
    stream.end({ tailLines });
    return stream;
  };
  return { open, channel, log };
}

describe("serverStream", () => {
  it("sends what the handler yields", async () => {
    const { open } = await startLogServer(async function* ({ tailLines }) {
      for (let line = 0; line < tailLines; line += 1) yield { message: `line ${line}` };
    });
    const messages: string[] = [];
    for await (const { message } of open(3)) messages.push(message);
    expect(messages).toEqual(["line 0", "line 1", "line 2"]);
  });

  it("maps a failure, wherever in the stream it happens", async () => {
    const { open, log } = await startLogServer(async function* ({ tailLines }) {
      if (tailLines > 0) yield { message: "one" };
      throw new AppError({ code: "executor/not-offered" }, "no more");
    });
    const received: string[] = [];
    const stream = open(1);
    stream.on("data", ({ message }: LogEntry__Output) => received.push(message));
    const [error] = (await once(stream, "error")) as [Error & { code: number }];
    expect(error.code).toBe(status.UNIMPLEMENTED);
    expect(received).toEqual(["one"]);
    expect(log.lines.map(({ message }) => message)).toEqual(["call refused"]);
  });

  it("waits for a slow reader and stops when it goes away", async () => {
    let yielded = 0;
    const stopped = deferred();
    const { open } = await startLogServer(async function* () {
      try {
        for (;;) {
          yielded += 1;
          yield { message: "x".repeat(1_000_000) };
        }
      } finally {
        stopped.resolve();
      }
    });
    const stream = open(0);
    stream.on("error", () => undefined); // The cancellation below.
    await once(stream, "readable");
    // Nobody reads: windows and buffers of both sides fill, then the handler waits.
    await waitUntilQuiet(() => yielded);
    expect(yielded).toBeLessThan(60);
    stream.cancel();
    await stopped.promise;
  });
});

describe("bidiStream", () => {
  it("lets the handler answer each message, and end by itself", async () => {
    const prove = bidiStream<ProveRequest__Output, ProveResponse>(async (requests, call) => {
      for await (const { frame } of requests) {
        await call.send({ frame: Buffer.concat([Buffer.from("re: "), frame]) });
        if (frame.toString() === "enough") return;
      }
    });
    const { server, address } = await startProofServer(prove);
    defer(() => server.drain(500));
    const session = proofClient(address, defer).open("executor");
    await session.send(Buffer.from("more"));
    await session.send(Buffer.from("enough"));
    expect(await collectFrames(session.frames())).toEqual(["re: more", "re: enough"]);
  });

  it("may go on answering when it has stopped reading", async () => {
    const prove = bidiStream<ProveRequest__Output, ProveResponse>(async (requests, call) => {
      for await (const { frame } of requests) {
        await call.send({ frame });
        break;
      }
      await call.send({ frame: Buffer.from("and more") });
      throw new AppError({ code: "test/busy" }, "busy");
    });
    const { server, address } = await startProofServer(prove);
    defer(() => server.drain(500));
    const session = proofClient(address, defer).open("executor");
    await session.send(Buffer.from("first"));
    const frames = session.frames()[Symbol.asyncIterator]();
    expect((await frames.next()).value?.frame.toString()).toBe("first");
    expect((await frames.next()).value?.frame.toString()).toBe("and more");
    expect((await failureOf(frames.next())).peerCode).toBe("test/busy");
  });
});
