import { createHash } from "node:crypto";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { JsonRpcSocket, RpcError, SocketClosedError } from "../../src/substrate/json-rpc-socket.js";
import { answering, deadEndpoint, startScriptedNode, type Script } from "./scripted-node.js";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const never = new AbortController().signal;

async function open(script: Script): Promise<JsonRpcSocket> {
  const node = await startScriptedNode(script);
  cleanups.push(() => node.close());
  const socket = await JsonRpcSocket.open(node.url, never);
  cleanups.push(() => socket.close());
  return socket;
}

/** A TCP server of our own, for what no WebSocket server does. */
async function openTcp(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined); // The client cuts the connection off; that is the test.
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("dialling a node", () => {
  it("fails at once, with the system's reason, where nobody listens", async () => {
    await expect(JsonRpcSocket.open(await deadEndpoint(), never)).rejects.toThrow(/ECONNREFUSED/);
  });

  it("fails where something else listens", async () => {
    const url = await openTcp((socket) => socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"));
    await expect(JsonRpcSocket.open(url, never)).rejects.toThrow(SocketClosedError);
    const garbage = await openTcp((socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"));
    await expect(JsonRpcSocket.open(garbage, never)).rejects.toThrow(SocketClosedError);
  });

  it("ends with the signal's reason where nobody answers", async () => {
    const url = await openTcp(() => undefined);
    const controller = new AbortController();
    const opening = JsonRpcSocket.open(url, controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(opening).rejects.toBe(reason);
  });
});

describe("a connection to a node", () => {
  it("resolves with the result and rejects with the node's own refusal", async () => {
    const socket = await open((request, client) => {
      if (request.method === "good") return answering({ good: 7 })(request, client);
      const error = { code: 1010, message: "Invalid Transaction", data: "Custom error: 10" };
      client.send(JSON.stringify({ jsonrpc: "2.0", id: request.id, error }));
    });
    expect(await socket.request("good", [])).toBe(7);
    const refusal = await socket.request("bad", []).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RpcError);
    expect(refusal).toMatchObject({
      rpcCode: 1010,
      message: "Invalid Transaction",
      data: "Custom error: 10",
    });
  });

  it("ends when the other side does not speak JSON, and says so", async () => {
    const socket = await open((_request, client) => client.send("<html>"));
    await expect(socket.request("any", [])).rejects.toThrow("does not speak JSON-RPC");
    expect(socket.isOpen).toBe(false);
    await expect(socket.request("any", [])).rejects.toThrow(SocketClosedError);
  });

  it("takes no harm from JSON that means nothing", async () => {
    const nonsense = [
      "null",
      "7",
      "[]",
      '"x"',
      "{}",
      '{"id":"x"}',
      '{"id":99,"result":1}',
      '{"params":{"subscription":{}}}',
    ];
    const socket = await open((request, client) => {
      for (const text of nonsense) client.send(text);
      answering({ ping: "pong" })(request, client);
    });
    expect(await socket.request("ping", [])).toBe("pong");
  });

  it("ends at a message that is too large", async () => {
    const socket = await open((_request, client) => client.send(Buffer.alloc(33 * 1024 * 1024)));
    await expect(socket.request("any", [])).rejects.toThrow(/Max payload size exceeded/);
  });

  it("hears a notification that comes right behind the answer to its subscription", async () => {
    const socket = await open(({ id }, client) => {
      client.send(JSON.stringify({ jsonrpc: "2.0", id, result: "sub" }));
      for (const result of [1, 2]) {
        client.send(
          JSON.stringify({ jsonrpc: "2.0", method: "note", params: { subscription: "sub", result } }),
        );
      }
    });
    const heard: unknown[] = [];
    const id = await socket.subscribe("subscribe", [], (result) => heard.push(result));
    await vi.waitFor(() => expect(heard).toEqual([1, 2]), { timeout: 10_000 });
    expect(socket.forget(id)).toBe(true);
    expect(socket.forget(id)).toBe(false);
  });

  it("gives up a node that leaves a request unanswered for 30 seconds", async () => {
    const socket = await open(() => undefined);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const closed = vi.fn<(error: SocketClosedError) => void>();
    socket.onClosed = closed;
    const outcome = socket.request("chain_getHeader", []).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(socket.isOpen).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(String(await outcome)).toContain("left chain_getHeader unanswered for 30 s");
    expect(closed).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("holds no more than 1024 unanswered requests", async () => {
    const socket = await open(() => undefined);
    const requests = Array.from({ length: 1024 }, () => socket.request("any", []).catch(String));
    await expect(socket.request("any", [])).rejects.toThrow("1024 requests");
    await socket.close();
    expect(new Set(await Promise.all(requests))).toEqual(new Set(["SocketClosedError: closed by us"]));
  });

  it("closes within half a second also when the node ignores it", async () => {
    const url = await openTcp((tcp) => {
      tcp.once("data", (request) => {
        const key = /sec-websocket-key: (.+)\r\n/i.exec(request.toString())?.[1] ?? "";
        const accept = createHash("sha1")
          .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
          .digest("base64");
        tcp.write(
          `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
        );
      });
    });
    const socket = await JsonRpcSocket.open(url, never);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const closing = socket.close();
    await vi.advanceTimersByTimeAsync(500);
    await closing;
    expect(vi.getTimerCount()).toBe(0);
    expect(socket.isOpen).toBe(false);
  });
});
