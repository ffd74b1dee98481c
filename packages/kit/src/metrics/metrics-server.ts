import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { Registry } from "prom-client";

import type { Service } from "../lifecycle/service.js";
import type { Logger } from "../logging/logger.js";
import { type ListenTarget, toListenError } from "../net/listen-error.js";

/** The configuration keys are named by the error when it cannot listen. */
export interface MetricsServerOptions extends Pick<ListenTarget, "hostKey" | "portKey"> {
  /** What messages call it. Default: `metrics server`. */
  readonly name?: string;
  readonly host: string;
  /** 0 takes a free port; {@link MetricsServer.port} tells which. */
  readonly port: number;
  /** Default: `/metrics`. */
  readonly path?: string;
}

/** What `/health` answers: 200 when serving, else 503. `detail` is sent as it is. */
export interface HealthReport {
  readonly isServing: boolean;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface MetricsServerParts {
  readonly registry: Registry;
  readonly logger: Logger;
  /** Without it there is no `/health`. */
  readonly health?: () => HealthReport | Promise<HealthReport>;
}

/** A scrape is a small GET: anything slower or larger is not one. */
const REQUEST_TIMEOUT_MS = 5000;
const MAX_CONNECTIONS = 64;
const MAX_HEADER_BYTES = 8192;

/** Serves a registry to Prometheus, and optionally the health of the process, over plain HTTP. */
export class MetricsServer implements Service {
  readonly name: string;
  readonly #options: MetricsServerOptions;
  readonly #parts: MetricsServerParts;
  #server: Server | undefined;

  constructor(options: MetricsServerOptions, parts: MetricsServerParts) {
    this.name = options.name ?? "metrics server";
    this.#options = options;
    this.#parts = parts;
  }

  /** The port listened on. Throws before `start`. */
  get port(): number {
    const address = this.#server?.address() as AddressInfo | null | undefined;
    if (!address) throw new Error(`the ${this.name} has not started`);
    return address.port;
  }

  /** Throws `ListenError` when the port cannot be opened. */
  async start(): Promise<void> {
    const { host, port } = this.#options;
    const server = createServer(
      {
        maxHeaderSize: MAX_HEADER_BYTES,
        requestTimeout: REQUEST_TIMEOUT_MS,
        headersTimeout: REQUEST_TIMEOUT_MS,
      },
      (request, response) => void this.#answer(request, response),
    );
    server.maxConnections = MAX_CONNECTIONS;
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", (error) =>
        reject(toListenError(error, { ...this.#options, what: `the ${this.name}` })),
      );
      server.listen({ host, port }, resolve);
    });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server?.listening !== true) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { registry, health, logger } = this.#parts;
    const path = request.url?.split("?")[0];
    try {
      if (request.method !== "GET" && request.method !== "HEAD") {
        send(response.setHeader("allow", "GET, HEAD"), 405, "text/plain", "only GET and HEAD\n");
      } else if (path === (this.#options.path ?? "/metrics")) {
        send(response, 200, registry.contentType, await registry.metrics());
      } else if (path === "/health" && health !== undefined) {
        const { isServing, detail = {} } = await health();
        const body = { status: isServing ? "serving" : "not_serving", ...detail };
        send(response, isServing ? 200 : 503, "application/json", `${JSON.stringify(body)}\n`);
      } else {
        send(response, 404, "text/plain", "not found\n");
      }
    } catch (error) {
      logger.error({ err: error, path }, "metrics request failed");
      send(response, 500, "text/plain", "internal error\n");
    }
  }
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
