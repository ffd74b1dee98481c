import { WebSocket } from "ws";

/** An answer or a notification as it came. */
export interface RpcMessage {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  readonly method?: string;
  readonly params?: { readonly subscription: string; readonly result: unknown };
}

/** A WebSocket that sends whatever it is told to. */
export interface RawClient {
  send(text: string | Buffer): void;
  /** The next message that no {@link call} waits for, in the order in which they come. */
  next(): Promise<RpcMessage>;
  /** Sends a call; resolves with its answer. */
  call(method: string, ...params: readonly unknown[]): Promise<RpcMessage>;
  /** Resolves once the server has answered a ping, which is no message. */
  ping(): Promise<void>;
  /** The code that the server closed the connection with. */
  readonly closed: Promise<number>;
  close(): Promise<void>;
}

/** Connects; rejects when the server refuses the handshake. */
export async function openRawClient(url: string, origin?: string): Promise<RawClient> {
  const socket = new WebSocket(url, origin === undefined ? {} : { origin });
  const messages: RpcMessage[] = [];
  const waiting: ((message: RpcMessage) => void)[] = [];
  const answers = new Map<unknown, (message: RpcMessage) => void>();
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as RpcMessage;
    const take = answers.get(message.id) ?? waiting.shift();
    answers.delete(message.id);
    if (take) take(message);
    else messages.push(message);
  });
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => undefined); // Connections that the server cuts off are what some tests are about.

  let calls = 0;
  return {
    send: (text) => socket.send(text),
    next() {
      const message = messages.shift();
      return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve));
    },
    call(method, ...params) {
      const id = `call ${++calls}`;
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      return new Promise((resolve) => answers.set(id, resolve));
    },
    ping() {
      socket.ping();
      return new Promise((resolve) => socket.once("pong", () => resolve()));
    },
    closed,
    async close() {
      socket.close();
      await closed;
    },
  };
}
