import { WebSocket, type RawData } from "ws";
import { CLOSE_TIMEOUT_MS, HANDSHAKE_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from "./deadlines.js";

/** A node's own refusal of one request. */
export class RpcError extends Error {
  override readonly name = "RpcError";
  readonly rpcCode: number;
  readonly data: unknown;

  constructor(rpcCode: number, message: string, data: unknown) {
    super(message);
    this.rpcCode = rpcCode;
    this.data = data;
  }
}

/** The socket could not be opened, or ended before an answer came. The message says why. */
export class SocketClosedError extends Error {
  override readonly name = "SocketClosedError";
}

/** Receives what a subscription delivers: the `result` of each notification. */
export type NotificationListener = (result: unknown) => void;

interface PendingRequest {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  readonly onNotification: NotificationListener | undefined;
}

/** The metadata of finney has 0.7 MB as hex, a full block at most 10 MB. */
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
const MAX_PENDING_REQUESTS = 1024;

/**
 * One WebSocket connection to a node, from its opening to its end; a new connection is a new object.
 *
 * Whatever the other side sends, nothing is thrown outside a promise: a message that is not JSON ends the
 * connection, an answer to nothing is ignored.
 */
export class JsonRpcSocket {
  /** Fires once, when the connection ended for whatever reason. */
  onClosed: (error: SocketClosedError) => void = () => undefined;
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, PendingRequest>();
  readonly #subscriptions = new Map<string, NotificationListener>();
  #lastId = 0;
  #reason: string | undefined;
  #isClosed = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#onMessage(data));
    // `close` always follows an `error`; that is where the connection ends.
    socket.on("error", (error) => this.#noteReason(error.message));
    socket.on("close", (code) => this.#onClose(`the node closed the connection (${code})`));
  }

  /** Dials. Rejects with {@link SocketClosedError} when refused, or with the signal's reason. */
  static open(endpoint: string, signal: AbortSignal): Promise<JsonRpcSocket> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const socket = new WebSocket(endpoint, {
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
        maxPayload: MAX_MESSAGE_BYTES,
      });
      const onAbort = (): void => {
        settle();
        socket.on("error", () => undefined); // Cutting a handshake short is reported as an error once more.
        socket.terminate();
        reject(signal.reason);
      };
      const onOpen = (): void => {
        settle();
        resolve(new JsonRpcSocket(socket));
      };
      const onError = (error: Error): void => {
        settle();
        reject(new SocketClosedError(dialFailure(error), { cause: error }));
      };
      const settle = (): void => {
        signal.removeEventListener("abort", onAbort);
        socket.off("open", onOpen).off("error", onError);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      socket.on("open", onOpen).on("error", onError);
    });
  }

  get isOpen(): boolean {
    return !this.#isClosed;
  }

  /** Whether no answer is waited for. */
  get isIdle(): boolean {
    return this.#pending.size === 0;
  }

  /** Rejects with {@link RpcError} or {@link SocketClosedError}. No answer in time ends the connection. */
  request(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#call(method, params, undefined);
  }

  /** Resolves with the subscription's id. `listener` hears everything from the first notification on. */
  async subscribe(
    method: string,
    params: readonly unknown[],
    listener: NotificationListener,
  ): Promise<string> {
    return String(await this.#call(method, params, listener));
  }

  /** Stops listening here; telling the node is the caller's to do. False for an unknown id. */
  forget(subscriptionId: string): boolean {
    return this.#subscriptions.delete(subscriptionId);
  }

  /** Ends the connection at once, without a closing handshake. */
  drop(reason: string): void {
    this.#noteReason(reason);
    this.#socket.terminate();
  }

  /** Ends the connection politely, within half a second. */
  close(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#noteReason("closed by us");
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#socket.terminate(), CLOSE_TIMEOUT_MS);
      this.#socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      this.#socket.close(1000);
    });
  }

  #call(
    method: string,
    params: readonly unknown[],
    onNotification: NotificationListener | undefined,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new SocketClosedError(this.#reason ?? "the connection is closed");
      if (this.#pending.size >= MAX_PENDING_REQUESTS) {
        throw new Error(`${MAX_PENDING_REQUESTS} requests are waiting for the chain already`);
      }
      const id = ++this.#lastId;
      const timer = setTimeout(() => {
        this.drop(`the node left ${method} unanswered for ${REQUEST_TIMEOUT_MS / 1000} s`);
      }, REQUEST_TIMEOUT_MS);
      this.#pending.set(id, { resolve, reject, timer, onNotification });
      this.#socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    });
  }

  #onMessage(data: RawData): void {
    let message: unknown;
    try {
      message = JSON.parse(textOf(data));
    } catch {
      // The parser's message would only quote what came; what it means is said here.
      this.drop("the other side does not speak JSON-RPC");
      return;
    }
    if (!isRecord(message)) return;
    if (typeof message["id"] === "number") this.#onResponse(message["id"], message);
    else if (isRecord(message["params"])) this.#onNotification(message["params"]);
  }

  #onResponse(id: number, { error, result }: Readonly<Record<string, unknown>>): void {
    const request = this.#pending.get(id);
    if (!request) return;
    this.#pending.delete(id);
    clearTimeout(request.timer);
    if (isRecord(error)) {
      request.reject(new RpcError(Number(error["code"]), String(error["message"]), error["data"]));
      return;
    }
    // Here and not after `resolve`: the first notification may come in the same turn of the event loop.
    if (request.onNotification) this.#subscriptions.set(String(result), request.onNotification);
    request.resolve(result);
  }

  #onNotification({ subscription, result }: Readonly<Record<string, unknown>>): void {
    this.#subscriptions.get(String(subscription))?.(result);
  }

  #noteReason(reason: string): void {
    this.#reason ??= reason;
  }

  #onClose(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#noteReason(reason);
    const error = new SocketClosedError(this.#reason);
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#pending.clear();
    this.#subscriptions.clear();
    this.onClosed(error);
  }
}

/** Node joins the failures of several addresses into an error without a message. */
function dialFailure(error: Error): string {
  if (error.message !== "") return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : "no reason given";
}

function textOf(data: RawData): string {
  return Array.isArray(data)
    ? Buffer.concat(data).toString("utf8")
    : Buffer.from(data as Buffer).toString("utf8");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
