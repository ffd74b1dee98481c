import { once } from "node:events";
import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { gunzipSync } from "node:zlib";
import { allowAnonymous, connect, definitionOf, EXECUTOR_SERVICE } from "@headframe/protocol";
import { describe, expect, it } from "vitest";
import { useCleanUps } from "../support/clean-ups.js";
import { startExecutorServer } from "../support/executor-server.js";

const defer = useCleanUps();
const { GetStatus } = definitionOf(EXECUTOR_SERVICE);

async function start(reason: string) {
  const started = await startExecutorServer(() => ({ reason }), { authenticate: allowAnonymous });
  defer(() => started.server.drain(500));
  return started;
}

/** The frame of a response as it is on the wire. */
async function readFrame(
  port: number,
  headers: IncomingHttpHeaders,
): Promise<{ encoding: unknown; frame: Buffer }> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  defer(() => session.close());
  const stream = session.request({
    ":method": "POST",
    ":path": GetStatus.path,
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
  stream.end(Buffer.alloc(5));
  const [response] = (await once(stream, "response")) as [IncomingHttpHeaders];
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return { encoding: response["grpc-encoding"], frame: Buffer.concat(chunks) };
}

const LONG = "the same words again and again. ".repeat(2_000);

describe("large responses", () => {
  it("are packed for who asks, and read as they were", async () => {
    const { address, port } = await start(LONG);
    const channel = connect(address);
    defer(() => channel.close());
    await expect(channel.unary(GetStatus, {}, { acceptGzip: true })).resolves.toMatchObject({ reason: LONG });

    const { encoding, frame } = await readFrame(port, { "headframe-accept-gzip": "1" });
    expect(encoding).toBe("gzip");
    expect(frame.readUInt8(0)).toBe(1);
    expect(frame.readUInt32BE(1)).toBe(frame.length - 5);
    expect(frame.length).toBeLessThan(LONG.length / 20);
    expect(GetStatus.responseDeserialize(gunzipSync(frame.subarray(5))).reason).toBe(LONG);
  });

  it("are left as they are for who does not ask", async () => {
    const { port } = await start(LONG);
    const { encoding, frame } = await readFrame(port, {});
    expect(encoding).toBe("identity");
    expect(frame.readUInt8(0)).toBe(0);
    expect(frame.length).toBeGreaterThan(LONG.length);
  });

  it("are a matter of size: a small one stays as it is", async () => {
    const { port } = await start("short");
    const { frame } = await readFrame(port, { "headframe-accept-gzip": "1" });
    expect(frame.readUInt8(0)).toBe(0);
    expect(GetStatus.responseDeserialize(frame.subarray(5)).reason).toBe("short");
  });
});
