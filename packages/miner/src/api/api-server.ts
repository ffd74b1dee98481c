import {
  type Clock,
  errorMessage,
  type Logger,
  type Secret,
  type Service,
  toListenError,
} from "@headframe/kit";
import type { Registry } from "@headframe/kit/metrics";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { FleetError } from "../fleet/errors.js";
import type { Fleet } from "../fleet/fleet.js";
import type { HealthChange } from "../fleet/store.js";
import { refusalOf } from "./guard.js";
import { executorJson, healthJson, statusJson, type StatusSource } from "./status-view.js";

export interface ApiServerOptions {
  readonly host: string;
  readonly port: number;
  readonly token: Secret | undefined;
}

export interface ApiServerParts {
  readonly status: StatusSource;
  readonly fleet: Fleet;
  /** Has an executor checked soon. */
  readonly hurry: (executorId: string) => void;
  /** The latest health changes of an executor, newest first. */
  readonly healthChanges: (executorId: string, limit: number) => Promise<readonly HealthChange[]>;
  /** `undefined`: metrics are off. */
  readonly registry: Registry | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** No request has a body. */
const MAX_BODY_BYTES = 1024;
const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 256;
const SHOWN_CHANGES = 50;

/** The operator's interface over HTTP: health, metrics, the fleet. */
export class ApiServer implements Service {
  readonly name = "HTTP API";
  readonly #options: ApiServerOptions;
  readonly #parts: ApiServerParts;
  #app: FastifyInstance | undefined;
  #url = "";
  #isDraining = false;

  constructor(options: ApiServerOptions, parts: ApiServerParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** Where it listens; empty before the start. */
  get url(): string {
    return this.#url;
  }

  /** Listens. Throws kit's `ListenError`. */
  async start(): Promise<void> {
    const { host, port } = this.#options;
    const app = fastify({
      logger: false,
      bodyLimit: MAX_BODY_BYTES,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionTimeout: REQUEST_TIMEOUT_MS,
      forceCloseConnections: true,
    });
    app.server.maxConnections = MAX_CONNECTIONS;
    this.#app = app;
    app.addHook("onRequest", (request, reply) => this.#guard(request, reply));
    app.setErrorHandler((error, request, reply) => this.#fail(error, request, reply));
    app.setNotFoundHandler((_, reply) =>
      sendError(reply, 404, { code: "api/not-found", message: "there is no such resource" }),
    );
    this.#addRoutes(app);
    try {
      this.#url = await app.listen({ host, port });
    } catch (error) {
      throw toListenError(error, {
        what: "the HTTP API",
        host,
        port,
        hostKey: "api.host",
        portKey: "api.port",
      });
    }
  }

  /** From now on `/health` says that the miner goes away. */
  drain(): void {
    this.#isDraining = true;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
  }

  #addRoutes(app: FastifyInstance): void {
    const { status, fleet, hurry, registry, clock, healthChanges } = this.#parts;
    app.get("/health", (_, reply) => {
      const health = healthJson(status, this.#isDraining);
      return reply.code(health.status === "not_serving" ? 503 : 200).send(health);
    });
    if (registry !== undefined) {
      app.get("/metrics", async (_, reply) =>
        reply.type(registry.contentType).send(await registry.metrics()),
      );
    }
    app.get("/api/v1/status", () => statusJson(status, clock.nowMs()));
    app.get("/api/v1/executors", () => ({ executors: fleet.list().map(executorJson) }));
    app.get<ExecutorRoute>("/api/v1/executors/:executor", async ({ params }) => {
      const view = found(fleet, params.executor);
      const changes = await healthChanges(view.executorId, SHOWN_CHANGES);
      return { ...executorJson(view), health_changes: changes.map(changeJson) };
    });
    app.post<ExecutorRoute>("/api/v1/executors/:executor/readmit", async ({ params }) => {
      const view = await fleet.readmit(found(fleet, params.executor).executorId);
      hurry(view.executorId);
      return executorJson(view);
    });
    app.post<ExecutorRoute>("/api/v1/executors/:executor/forget", async ({ params }) =>
      executorJson(await fleet.forget(found(fleet, params.executor).executorId)),
    );
  }

  async #guard(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { method, headers } = request;
    const path = request.url.split("?")[0] ?? "";
    const refusal = refusalOf({ method, headers, path }, this.#options);
    if (refusal !== undefined) await sendError(reply, refusal.status, refusal);
  }

  async #fail(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (error instanceof FleetError) {
      const status = error.code === "fleet/unknown-executor" ? 404 : 409;
      await sendError(reply, status, error);
      return;
    }
    const { statusCode } = error as { readonly statusCode?: number };
    if (statusCode !== undefined && statusCode < 500) {
      await sendError(reply, statusCode, { code: "api/bad-request", message: errorMessage(error) });
      return;
    }
    this.#parts.logger.error({ err: error, path: request.url }, "HTTP request failed");
    await sendError(reply, 500, { code: "api/internal", message: "internal error" });
  }
}

interface ExecutorRoute {
  readonly Params: { readonly executor: string };
}

function found(fleet: Fleet, idOrAlias: string) {
  return fleet.find(idOrAlias) ?? fleet.get(idOrAlias);
}

function changeJson({ from, to, reason, atMs }: HealthChange) {
  return { from, to, reason, at: new Date(atMs).toISOString() };
}

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

async function sendError(
  reply: FastifyReply,
  status: number,
  { code, message, hint }: ErrorBody,
): Promise<void> {
  await reply.code(status).send({ error: { code, message, hint } });
}
