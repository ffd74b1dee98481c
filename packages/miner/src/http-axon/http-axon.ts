import type { RequestScheme, RequestSender, RequestVerifier } from "@headframe/chain";
import {
  errorCode,
  errorMessage,
  linkSignal,
  type Logger,
  type Service,
  toListenError,
} from "@headframe/kit";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Authentication } from "../access/authentication.js";
import { AccessError } from "../access/errors.js";
import type { Fleet } from "../fleet/fleet.js";
import { errorReply } from "./error-reply.js";
import { HttpAxonError } from "./errors.js";
import { executorJson } from "./executor-json.js";

export interface HttpAxonOptions {
  readonly host: string;
  readonly port: number;
  /** SS58 of this miner. */
  readonly minerHotkey: string;
  readonly requestTimeoutMs: number;
}

export interface HttpAxonParts {
  readonly authentication: Authentication;
  readonly requests: RequestVerifier;
  readonly fleet: Fleet;
  /** Told how each request was authenticated: `accepted`, or a code. */
  readonly onAuthentication: (outcome: string) => void;
  readonly logger: Logger;
}

/** No request needs a body; what clients send along is signed, and so it is read. */
const MAX_BODY_BYTES = 16_384;
const MAX_CONNECTIONS = 512;

/**
 * Where validators come in over HTTP, beside the gRPC axon: every request is signed by a hotkey and has the rights that
 * the same hotkey has there. A session that begins here is one of the gRPC axon.
 */
export class HttpAxon implements Service {
  readonly name = "HTTP axon";
  readonly #options: HttpAxonOptions;
  readonly #parts: HttpAxonParts;
  #app: FastifyInstance | undefined;
  #port = 0;

  constructor(options: HttpAxonOptions, parts: HttpAxonParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** The port listened on; 0 before the start. */
  get port(): number {
    return this.#port;
  }

  /** Listens. Throws kit's `ListenError`. */
  async start(): Promise<void> {
    const { host, port, requestTimeoutMs } = this.#options;
    const app = fastify({
      logger: false,
      bodyLimit: MAX_BODY_BYTES,
      requestTimeout: requestTimeoutMs,
      connectionTimeout: requestTimeoutMs,
      forceCloseConnections: true,
      exposeHeadRoutes: false,
    });
    app.server.maxConnections = MAX_CONNECTIONS;
    this.#app = app;
    // The bytes as they came: they are what was signed.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    app.setErrorHandler((error, request, reply) => this.#fail(error, request, reply));
    app.setNotFoundHandler((request) => {
      const path = request.url.split("?")[0] ?? "";
      throw new HttpAxonError({ code: "http-axon/not-found", path }, "there is no such resource", {
        hint: "there are GET /v1/health, GET /v1/executors and POST /v1/sessions",
      });
    });
    this.#addRoutes(app);
    try {
      await app.listen({ host, port });
    } catch (error) {
      throw toListenError(error, {
        what: "the HTTP axon",
        host,
        port,
        hostKey: "bittensor.axon_host",
        portKey: "http_axon.port",
      });
    }
    const address = app.server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : port;
  }

  async stop(): Promise<void> {
    await this.#app?.close();
  }

  #addRoutes(app: FastifyInstance): void {
    const { fleet, authentication } = this.#parts;
    const { minerHotkey } = this.#options;
    app.get("/v1/health", (request) =>
      this.#serve(request, () => Promise.resolve({ status: "serving", miner_hotkey: minerHotkey })),
    );
    app.get("/v1/executors", (request) =>
      this.#serve(request, () => Promise.resolve({ executors: fleet.list().map(executorJson) })),
    );
    app.post("/v1/sessions", (request) =>
      this.#serve(request, async ({ hotkey, scheme }) => {
        assertMeansSession(scheme);
        const { session, sessionToken } = await authentication.begin(hotkey);
        return {
          session_id: session.sessionId,
          session_token: sessionToken,
          expires_at: new Date(session.expiresAtMs).toISOString(),
          miner_hotkey: minerHotkey,
        };
      }),
    );
  }

  /** Finds out who sent the request and answers it, both within the deadline. */
  async #serve(request: FastifyRequest, answer: (sender: RequestSender) => Promise<object>): Promise<object> {
    const { requestTimeoutMs: timeoutMs } = this.#options;
    const limit = linkSignal(undefined, timeoutMs);
    const late = new Promise<never>((_, reject) => {
      limit.signal.addEventListener("abort", () => reject(timedOut(timeoutMs)), { once: true });
    });
    try {
      return await Promise.race([this.#identify(request).then(answer), late]);
    } finally {
      limit.release();
    }
  }

  async #identify(request: FastifyRequest): Promise<RequestSender> {
    const { authentication, requests, onAuthentication } = this.#parts;
    const { remoteAddress = "", remotePort = 0 } = request.socket;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { method, url: path, headers } = request.raw;
    try {
      authentication.countPeer(`${remoteAddress}:${remotePort}`);
      const sender = await requests.verify(
        { method: method ?? "", path: path ?? "", headers, body },
        (hotkey) => authentication.assertMayBegin(hotkey),
      );
      authentication.countRequest(sender.hotkey);
      onAuthentication("accepted");
      return sender;
    } catch (error) {
      onAuthentication(errorCode(error) ?? "internal");
      throw error;
    }
  }

  async #fail(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const known = errorReply(error) ?? errorReply(badRequest(error));
    if (known !== undefined) {
      await reply.code(known.status).headers(known.headers).send(known.body);
      return;
    }
    this.#parts.logger.error({ err: error, route: request.routeOptions.url }, "HTTP axon request failed");
    await reply.code(500).send({ error: { code: "internal", message: "internal error" } });
  }
}

/**
 * A request whose signature covers neither method nor path may have been sent for anything: whoever stops it on its way
 * could have a session for it. An answer they only get once and for what was asked.
 */
function assertMeansSession(scheme: RequestScheme): void {
  if (scheme === "btauth/1") return;
  throw new HttpAxonError(
    { code: "http-axon/scheme-too-weak", scheme },
    `a request signed by ${scheme} begins no session: its signature does not say that it is meant to`,
    { hint: "sign it by btauth/1, authenticate on the gRPC axon, or sign every request to /v1/… by itself" },
  );
}

/** What fastify itself refuses: a body that is too large, a URL that is none. */
function badRequest(error: unknown): HttpAxonError | undefined {
  const { statusCode: status } = error as { readonly statusCode?: number };
  if (status === undefined || status >= 500) return undefined;
  return new HttpAxonError({ code: "http-axon/bad-request", status }, errorMessage(error), { cause: error });
}

function timedOut(timeoutMs: number): AccessError {
  return new AccessError(
    { code: "access/timeout", timeoutMs },
    `the miner did not finish within ${timeoutMs} ms`,
    { hint: "try again later; the operator sets validator_comms.request_timeout" },
  );
}
