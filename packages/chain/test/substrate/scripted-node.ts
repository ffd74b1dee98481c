import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

/** What a scripted node does with one request. */
export type Script = (request: { readonly id: number; readonly method: string }, client: WebSocket) => void;

/** A WebSocket server that answers as a test tells it to. */
export interface ScriptedNode {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function startScriptedNode(script: Script): Promise<ScriptedNode> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (client) => {
    client.on("error", () => undefined); // A client that is cut off in mid-message is part of these tests.
    client.on("message", (data: Buffer) => script(JSON.parse(data.toString("utf8")), client));
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    close: () => {
      for (const client of server.clients) client.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A script that answers each method with a fixed result, and any other with "method not found". */
export function answering(results: Readonly<Record<string, unknown>>): Script {
  return ({ id, method }, client) => {
    const answer =
      method in results
        ? { result: results[method] }
        : { error: { code: -32601, message: "Method not found" } };
    client.send(JSON.stringify({ jsonrpc: "2.0", id, ...answer }));
  };
}

/** The address of a port where nobody listens. */
export async function deadEndpoint(): Promise<string> {
  const node = await startScriptedNode(() => undefined);
  await node.close();
  return node.url;
}
