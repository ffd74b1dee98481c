import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";

/** A JSON-RPC message as it passes by. */
export interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: readonly unknown[] | { readonly subscription: unknown; readonly result: unknown };
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Stands between a client and a node, sees everything, and breaks what a test wants broken. */
export class FaultyProxy {
  readonly #server: WebSocketServer;
  readonly #target: string;
  readonly #requests: Message[] = [];
  /** May change an answer or notification on its way, or swallow it. `request` is what it answers. */
  onAnswer: (answer: Message, request: Message | undefined) => Message | undefined = (answer) => answer;
  /** May answer a request in the node's place. */
  onRequest: (request: Message) => Message | undefined = () => undefined;
  /** Passes nothing on in either direction while set; connections stay open. */
  isSilent = false;

  private constructor(server: WebSocketServer, target: string) {
    this.#server = server;
    this.#target = target;
    server.on("connection", (client) => this.#relay(client));
  }

  static async start(target: string): Promise<FaultyProxy> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await new Promise((resolve) => server.once("listening", resolve));
    return new FaultyProxy(server, target);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connectionCount(): number {
    return this.#server.clients.size;
  }

  /** The parameters of all requests of one method so far. */
  paramsOf(method: string): readonly (readonly unknown[])[] {
    const requests = this.#requests.filter((request) => request.method === method);
    return requests.map(({ params }) => (Array.isArray(params) ? params : []));
  }

  dropConnections(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  close(): Promise<void> {
    this.dropConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #relay(client: WebSocket): void {
    const node = new WebSocket(this.#target);
    const waiting: string[] = [];
    const sent = new Map<number, Message>();
    node.on("open", () => {
      for (const text of waiting.splice(0)) node.send(text);
    });
    client.on("message", (data: Buffer) => {
      const text = data.toString("utf8");
      const request = JSON.parse(text) as Message;
      this.#requests.push(request);
      if (this.isSilent) return;
      if (request.id !== undefined) sent.set(request.id, request);
      const answer = this.onRequest(request);
      if (answer) client.send(JSON.stringify({ jsonrpc: "2.0", id: request.id, ...answer }));
      else if (node.readyState === WebSocket.OPEN) node.send(text);
      else waiting.push(text);
    });
    node.on("message", (data: Buffer) => {
      if (this.isSilent) return;
      const answer = JSON.parse(data.toString("utf8")) as Message;
      const changed = this.onAnswer(answer, answer.id === undefined ? undefined : sent.get(answer.id));
      if (changed) client.send(JSON.stringify(changed));
    });
    client.on("close", () => node.terminate());
    node.on("close", () => client.terminate());
    client.on("error", () => client.terminate());
    node.on("error", () => client.terminate());
  }
}
