import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { toListenError, type Logger } from "@headframe/kit";
import { WebSocketServer, type WebSocket } from "ws";
import { Connection, LONGEST_REQUEST_BYTES } from "./connection.js";
import { noFaults, type ConnectionFaults } from "./connection-faults.js";
import type { Node } from "./node.js";

/** Clients at a time; further ones are turned away. */
const MOST_CONNECTIONS = 100;

/** A client that leaves this much unread is cut off: its notifications must not fill our memory. */
const MOST_UNSENT_BYTES = 64 * 1024 * 1024;

/** Beyond the limit of a request, so that one which is a little too long is answered and not cut off. */
const LONGEST_FRAME_BYTES = LONGEST_REQUEST_BYTES + 1024 * 1024;

/** Web pages that may connect: those of this machine, and the public explorer, as real nodes in development allow. */
const ALLOWED_ORIGIN = /^(https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?|https:\/\/polkadot\.js\.org)$/;

const FORBIDDEN = 403;
const UNAVAILABLE = 503;

export interface RpcServerOptions {
  readonly host: string;
  /** 0 for any free one. The second start takes the port of the first. */
  readonly port: number;
}

/** JSON-RPC over WebSocket. Can be stopped and started again on the same port. */
export class RpcServer {
  readonly faults: ConnectionFaults = noFaults();
  readonly #options: RpcServerOptions;
  readonly #node: Node;
  readonly #logger: Logger;
  #http: Server | undefined;
  #webSockets: WebSocketServer | undefined;
  readonly #sockets = new Set<Socket>();
  #port: number;

  constructor(options: RpcServerOptions, dependencies: { readonly node: Node; readonly logger: Logger }) {
    this.#options = options;
    this.#port = options.port;
    this.#node = dependencies.node;
    this.#logger = dependencies.logger;
  }

  get port(): number {
    return this.#port;
  }

  /** Throws `ListenError` when the port cannot be listened on. */
  async start(): Promise<void> {
    if (this.#http) return;
    const { host } = this.#options;
    const http = createServer(refuseHttp);
    const webSockets = new WebSocketServer({
      server: http,
      maxPayload: LONGEST_FRAME_BYTES,
      verifyClient: ({ req }, done) =>
        this.faults.isRefusing ? done(false, UNAVAILABLE) : done(this.#isWelcome(req), FORBIDDEN),
    });
    // The same errors come from the HTTP server, where they are handled.
    webSockets.on("error", () => undefined);
    webSockets.on("connection", (socket) => this.#serve(socket));
    http.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      http.once("error", (error) =>
        reject(
          toListenError(error, {
            what: "the localnet",
            host,
            port: this.#port,
            hostKey: "--host",
            portKey: "--port",
          }),
        ),
      );
      http.listen({ host, port: this.#port, exclusive: true }, resolve);
    });
    this.#http = http;
    this.#webSockets = webSockets;
    this.#port = (http.address() as AddressInfo).port;
  }

  /** Cuts off all clients and frees the port. */
  async stop(): Promise<void> {
    const http = this.#http;
    if (!http) return;
    this.#http = undefined;
    const closed = new Promise<void>((resolve) => http.close(() => resolve()));
    this.#webSockets?.close();
    this.dropConnections();
    await closed;
  }

  /** Cuts off all clients; they may dial again. */
  dropConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #isWelcome({ headers: { origin } }: IncomingMessage): boolean {
    const isAllowed = origin === undefined || ALLOWED_ORIGIN.test(origin);
    return isAllowed && this.#sockets.size <= MOST_CONNECTIONS;
  }

  #serve(socket: WebSocket): void {
    const write = (message: string): void => {
      if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.terminate();
      else if (socket.readyState === socket.OPEN) socket.send(message);
    };
    const send = (message: string): void => {
      const { isSilent, delayMs } = this.faults;
      if (isSilent) return;
      // A message that is under way must not keep the process from ending.
      if (delayMs > 0) setTimeout(() => write(message), delayMs).unref();
      else write(message);
    };
    const connection = new Connection({
      node: this.#node,
      logger: this.#logger,
      send,
      onRequest: (request) => this.faults.onRequest(request),
    });
    socket.on("message", (data: Buffer) => {
      if (!this.faults.isSilent) connection.receive(data);
    });
    socket.on("close", () => connection.close());
    socket.on("error", (error) => this.#logger.debug({ err: error }, "a client's connection failed"));
  }
}

function refuseHttp(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(426, { "content-type": "text/plain", upgrade: "websocket" });
  response.end("This is a Substrate JSON-RPC endpoint: connect to it by WebSocket.\n");
}
