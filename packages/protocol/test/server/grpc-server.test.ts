import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect as connectTcp } from "node:net";
import { ListenError, silentLogger, sleep } from "@headframe/kit";
import {
  allowAnonymous,
  AuthError,
  createServer,
  definitionOf,
  EXECUTOR_SERVICE,
  HealthClient,
  NO_RETRY,
  proofSession,
  status,
  type GrpcServerDeps,
  type GrpcServerOptions,
} from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { deferred } from "../support/deferred.js";
import {
  EXECUTOR_ID,
  executorClient,
  startExecutorServer,
  type StatusHandler,
} from "../support/executor-server.js";
import { failureOf } from "../support/failure-of.js";
import { proofClient, startProofServer } from "../support/proof-server.js";
import { recordingLogger } from "../support/recording-logger.js";

const defer = useCleanUps();

async function start(
  handler: StatusHandler = () => ({}),
  options: Partial<GrpcServerOptions & GrpcServerDeps> = {},
) {
  const log = recordingLogger();
  const started = await startExecutorServer(handler, { logger: log.logger, ...options });
  defer(() => started.server.drain(500));
  const { client, channel } = executorClient(started.address);
  defer(() => channel.close());
  return { ...started, client, channel, log };
}

describe("listen", () => {
  it("says who has the port when it is taken", async () => {
    const { port, address } = await start();
    const second = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
    const label = { what: "the axon", portKey: "bittensor.axon_port" };
    const error: unknown = await second.listen("127.0.0.1", port, label).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({
      detail: { code: "net/port-in-use", port },
      message: `the axon cannot listen on ${address}: the port is in use`,
      hint: expect.stringContaining("set another bittensor.axon_port") as string,
    });
  });

  it("says when the address is not one of this machine", async () => {
    const server = createServer({ authenticate: allowAnonymous }, { logger: silentLogger });
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    await expect(server.listen("192.0.2.1", 0)).rejects.toMatchObject({
      detail: { code: "net/address-unavailable", host: "192.0.2.1" },
    });
  });
});

describe("limits", () => {
  it("refuses an oversized request with a sentence, before the handler sees it", async () => {
    let calls = 0;
    const refused: string[] = [];
    const { channel, address, log } = await start(
      () => {
        calls += 1;
        return {};
      },
      {
        maxMessageBytes: 1_000,
        authenticate: allowAnonymous,
        onStrangerRefused: (status) => refused.push(status),
      },
    );
    expect(address).toBe(channel.address);
    const { Adopt } = definitionOf(EXECUTOR_SERVICE);
    const failure = await failureOf(channel.unary(Adopt, { genesisHash: Buffer.alloc(2_000) }));
    expect(failure).toMatchObject({
      detail: { code: "rpc/resource-exhausted", peerCode: "protocol/message-too-large" },
      hint: expect.stringContaining("send less in one message") as string,
    });
    expect(failure.detail.details).toMatch(
      /^the message \(2\d{3} bytes\) is larger than the 1000 bytes that .*\.ExecutorService\/Adopt takes$/,
    );
    expect(calls).toBe(0);
    expect(refused).toEqual(["RESOURCE_EXHAUSTED"]);
    expect(log.lines).toContainEqual(
      expect.objectContaining({
        message: "call refused",
        level: "debug",
        fields: expect.objectContaining({
          requestId: failure.detail.peerRequestId,
          reason: failure.detail.details,
        }) as unknown,
      }),
    );
  });

  it("says so once of a stream that has been answered, however many pieces arrive", async () => {
    const log = recordingLogger();
    const { server, address } = await startProofServer(
      proofSession(async (session) => {
        for await (const { frame } of session.frames()) await session.send(frame);
      }),
      {
        logger: log.logger,
        maxRequestBytes: 1_000,
        authenticate: () => ({ kind: "validator", hotkey: "5Grw", tokenId: "1" }),
      },
    );
    defer(() => server.drain(500));
    const session = proofClient(address, defer).open(EXECUTOR_ID);
    const frames = session.frames()[Symbol.asyncIterator]();
    await session.send(Buffer.from("small"));
    await frames.next();
    const [failure] = await Promise.all([
      failureOf(frames.next()),
      session.send(Buffer.alloc(300_000)).catch(() => undefined), // The answer may come before all is sent.
    ]);
    expect(failure.peerCode).toBe("protocol/message-too-large");
    expect(log.lines.filter(({ message }) => message === "call refused")).toMatchObject([{ level: "info" }]);
  });

  it("bounds requests more tightly than responses, where that is asked for", async () => {
    const large = "x".repeat(5_000);
    const { channel } = await start(() => ({ version: large }), {
      maxRequestBytes: 1_000,
      authenticate: allowAnonymous,
    });
    const { Adopt, GetStatus } = definitionOf(EXECUTOR_SERVICE);
    expect(await channel.unary(GetStatus, {})).toMatchObject({ version: large });
    const failure = await failureOf(channel.unary(Adopt, { genesisHash: Buffer.alloc(2_000) }));
    expect(failure.peerCode).toBe("protocol/message-too-large");
  });

  it("bounds a message that grows when it is unpacked", async () => {
    const { port } = await start(undefined, { maxMessageBytes: 10_000, authenticate: allowAnonymous });
    const { gzipSync } = await import("node:zlib");
    const packed = gzipSync(Buffer.alloc(1_000_000));
    const head = Buffer.alloc(5);
    head.writeUInt8(1, 0);
    head.writeUInt32BE(packed.length, 1);
    const trailers = await rawCall(port, Buffer.concat([head, packed]), { "grpc-encoding": "gzip" });
    expect(trailers).toMatchObject({
      "grpc-status": String(status.RESOURCE_EXHAUSTED),
      "error-code": "protocol/message-too-large",
      "grpc-message": expect.stringContaining("(unpacked)%20is%20larger%20than%20the%2010000") as string,
    });
  });

  it("lets only so many streams run on one connection; the next waits", async () => {
    const gate = deferred();
    const full = deferred();
    let running = 0;
    const { client } = await start(
      async () => {
        running += 1;
        if (running === 2) full.resolve();
        await gate.promise;
        return {};
      },
      { maxConcurrentStreams: 2 },
    );
    const calls = [client.getStatus(), client.getStatus()];
    await full.promise;
    const third = await failureOf(client.getStatus({ deadlineMs: 300, retry: NO_RETRY }));
    expect(third.code).toBe("rpc/deadline-exceeded");
    expect(running).toBe(2);
    gate.resolve();
    await Promise.all(calls);
  });
});

describe("bad bytes", () => {
  it.each([
    ["text", Buffer.from("GET / HTTP/1.1\r\nhost: x\r\n\r\n")],
    ["zeros", Buffer.alloc(100_000)],
    [
      "a preface and then garbage",
      Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Buffer.alloc(5_000, 0xff)]),
    ],
  ])("survives %s and says nothing about itself", async (_, bytes) => {
    const { port, client } = await start();
    const socket = connectTcp(port, "127.0.0.1");
    socket.on("error", () => undefined); // A reset is an answer too.
    const received: Buffer[] = [];
    socket.on("data", (data) => received.push(data));
    socket.write(bytes);
    await once(socket, "close");
    expect(Buffer.concat(received).toString("latin1")).not.toMatch(/Error|at |node/);
    await expect(client.getStatus()).resolves.toBeDefined();
  });

  it("answers a message that is no protobuf without a stack trace", async () => {
    const { port } = await start(undefined, { authenticate: allowAnonymous });
    const trailers = await rawCall(port, Buffer.from([0, 0, 0, 0, 3, 0xff, 0xff, 0xff]));
    expect(trailers["grpc-status"]).toBe(String(status.INTERNAL));
    expect(decodeURI(String(trailers["grpc-message"]))).toBe("Error deserializing request");
  });

  it("answers a method that does not exist by a code, also one whose name is garbage", async () => {
    const refused: string[] = [];
    const { port, client, log } = await start(undefined, {
      onStrangerRefused: (status) => refused.push(status),
    });
    const trailers = await rawCall(port, Buffer.alloc(5), {}, "/no.such.Service/Method");
    expect(trailers).toMatchObject({
      "grpc-status": String(status.UNIMPLEMENTED),
      "grpc-message": "this%20server%20has%20no%20method%20no.such.Service/Method",
      "error-code": "protocol/unknown-method",
      "error-hint": expect.stringContaining("releases") as string,
    });
    const garbage = await rawCall(port, Buffer.alloc(5), {}, `/\u00ff%${"x".repeat(5_000)}`);
    expect(decodeURI(String(garbage["grpc-message"]))).toMatch(/^this server has no method \?+%x{190,200}$/);
    expect(refused).toEqual(["UNIMPLEMENTED", "UNIMPLEMENTED"]);
    expect(log.lines).toMatchObject([
      { level: "debug", message: "call refused", fields: { requestId: trailers["request-id"] } },
      { level: "debug", message: "call refused" },
    ]);
    await expect(client.getStatus()).resolves.toBeDefined();
  });
});

describe("drain", () => {
  it("reports NOT_SERVING, lets running calls finish, and takes no new ones", async () => {
    const gate = deferred();
    const running = deferred();
    const { server, client, address } = await start(async () => {
      running.resolve();
      await gate.promise;
      return { version: "finished" };
    });
    const call = client.getStatus();
    await running.promise;
    const drained = server.drain(10_000);
    const latecomer = executorClient(address);
    defer(() => latecomer.channel.close());
    const failure = await failureOf(latecomer.client.getStatus({ retry: NO_RETRY }));
    expect(failure.code).toBe("rpc/unavailable");
    expect(failure.message).toMatch(/^127\.0\.0\.1:\d+: cannot connect \(connect ECONNREFUSED/);
    gate.resolve();
    await expect(call).resolves.toMatchObject({ version: "finished" });
    await drained;
  });

  it("cuts off what does not finish in time, and its signal fires", async () => {
    const running = deferred();
    const cut = deferred();
    const { server, client } = await start(async ({ signal }) => {
      running.resolve();
      await sleep(60_000, signal).finally(() => cut.resolve());
      return {};
    });
    const call = failureOf(client.getStatus({ retry: NO_RETRY }));
    await running.promise;
    await server.drain(20);
    expect((await call).code).toMatch(/^rpc\/(cancelled|unavailable)$/);
    await cut.promise;
  });
});

describe("health", () => {
  it("serves a service only when told to, and the whole only when all of it serves", async () => {
    const { server, channel } = await start(undefined, { authenticate: allowAnonymous });
    const health = new HealthClient(channel);
    const both = async () => [await health.isServing(EXECUTOR_SERVICE.name), await health.isServing()];
    expect(await both()).toEqual([false, false]);
    server.setServing(EXECUTOR_SERVICE, true);
    expect(await both()).toEqual([true, true]);
    server.setServing({ name: "another" }, false);
    expect(await both()).toEqual([true, false]);
    expect((await failureOf(health.isServing("no.such.Service"))).code).toBe("rpc/not-found");
  });

  it("bounds how many watch at once", async () => {
    const { channel } = await start(undefined, { authenticate: allowAnonymous });
    const { service } = await import("grpc-health-check");
    const watch = () => {
      const stream = channel.openBidi<object, object>(service["Watch"] as never, { deadlineMs: 10_000 });
      const first = once(stream, "data").then(
        () => status.OK,
        ({ code }: Error & { code: number }) => code,
      );
      stream.on("error", () => undefined); // Of a watch that is cancelled below.
      stream.end({ service: "" });
      return { stream, first };
    };
    const watches = Array.from({ length: 128 }, watch);
    expect(new Set(await Promise.all(watches.map(({ first }) => first)))).toEqual(new Set([status.OK]));
    expect(await watch().first).toBe(status.RESOURCE_EXHAUSTED);
    watches[0]?.stream.cancel();
    await expect.poll(() => watch().first).toBe(status.OK);
    for (const { stream } of watches) stream.cancel();
  });

  it("tells watchers about a drain and does not wait for them", async () => {
    const { server, channel } = await start(undefined, { authenticate: allowAnonymous });
    server.setServing(EXECUTOR_SERVICE, true);
    const { service } = await import("grpc-health-check");
    const watch = service["Watch"];
    if (watch === undefined) throw new Error("grpc.health.v1 has no Watch");
    const stream = channel.openBidi<object, { readonly status: string }>(watch as never, {
      deadlineMs: 10_000,
    });
    const seen: string[] = [];
    const first = deferred();
    stream.on("data", ({ status }) => {
      seen.push(status);
      first.resolve();
    });
    const ended = deferred<number>();
    stream.on("error", ({ code }: Error & { code: number }) => ended.resolve(code));
    stream.end({ service: "" });
    await first.promise;
    await server.drain(60_000);
    expect(await ended.promise).toBe(status.UNAVAILABLE);
    expect(seen).toEqual(["SERVING", "NOT_SERVING"]);
  });
});

describe("reflection", () => {
  it("lists our services to everybody when asked for, not to strangers where it is not public, and is absent otherwise", async () => {
    const authenticate = (): never => {
      throw new AuthError({ code: "auth/missing-token", method: "any" }, "a token is needed");
    };
    const open = await start(undefined, { authenticate, hasReflection: true });
    const reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    // ServerReflectionRequest{ list_services = 7: "*" }
    const request = Buffer.from([0, 0, 0, 0, 3, 0x3a, 0x01, 0x2a]);
    const { body } = await rawCall(open.port, request, {}, reflection);
    expect(body).toContain("headframe.executor.v1.ExecutorService");
    const refused = await rawCall(open.port, Buffer.alloc(5));
    expect(refused["grpc-status"]).toBe(String(status.UNAUTHENTICATED));

    const guarded = await start(undefined, { authenticate, hasReflection: true, isReflectionPublic: false });
    const unnamed = await rawCall(guarded.port, request, {}, reflection);
    expect(unnamed).toMatchObject({ "grpc-status": String(status.UNAUTHENTICATED), body: "" });

    const closed = await start(undefined, { authenticate: allowAnonymous });
    const trailers = await rawCall(closed.port, request, {}, reflection);
    expect(trailers["grpc-status"]).toBe(String(status.UNIMPLEMENTED));
  });
});

/** One call by bare HTTP/2: sends what no gRPC client would. */
async function rawCall(
  port: number,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
  path = "/headframe.executor.v1.ExecutorService/GetStatus",
): Promise<Readonly<Record<string, unknown>>> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  try {
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
      ...headers,
    });
    const result: Record<string, unknown> = {};
    const received: Buffer[] = [];
    stream.on("response", (response) => Object.assign(result, response));
    stream.on("trailers", (trailers) => Object.assign(result, trailers));
    stream.on("data", (data: Buffer) => received.push(data));
    stream.end(body);
    await once(stream, "close");
    return { ...result, body: Buffer.concat(received).toString("latin1") };
  } finally {
    session.close();
  }
}
