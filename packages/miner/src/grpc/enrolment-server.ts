import type { KeyObject } from "node:crypto";
import type { Clock, Logger, Service } from "@headframe/kit";
import {
  bearerAuthentication,
  createServer,
  ENROLMENT_SERVICE,
  EXECUTOR_ISSUER,
  type GrpcServer,
  type GrpcServerDeps,
  type GrpcServerOptions,
  HEALTH_METHODS,
  JwtVerifier,
  MINER_AUDIENCE,
} from "@headframe/protocol";
import type { Enrolment } from "../fleet/enrolment.js";
import { enrolmentHandlers } from "./enrolment-service.js";
import { MAX_REQUEST_BYTES } from "./limits.js";
import { ENROLMENT_STATUSES } from "./statuses.js";

export interface EnrolmentServerOptions {
  readonly host: string;
  readonly port: number;
  /** Keys of the shared secret, current first, and of an earlier one. */
  readonly keys: readonly KeyObject[];
  readonly credentials: GrpcServerOptions["credentials"] | undefined;
  /** Whether everybody may list the services. */
  readonly hasReflection: boolean;
}

export interface EnrolmentServerParts {
  readonly enrolment: Enrolment;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onStrangerRefused: NonNullable<GrpcServerDeps["onStrangerRefused"]>;
}

const MAX_TOKEN_LIFETIME_MS = 5 * 60_000;

/** An enrolment is a few milliseconds of work. */
const DRAIN_TIMEOUT_MS = 2000;

/** Where executors that dial out come in. */
export class EnrolmentServer implements Service {
  readonly name = "executor enrolment";
  readonly #options: EnrolmentServerOptions;
  readonly #parts: EnrolmentServerParts;
  #server: GrpcServer | undefined;
  #port = 0;

  constructor(options: EnrolmentServerOptions, parts: EnrolmentServerParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** The port listened on; 0 before the start. */
  get port(): number {
    return this.#port;
  }

  /** Listens. Throws kit's `ListenError`. */
  async start(): Promise<void> {
    const { host, port, keys, credentials, hasReflection } = this.#options;
    const { clock, logger, onStrangerRefused } = this.#parts;
    const authenticate = bearerAuthentication({
      verifier: new JwtVerifier(
        { keys, issuer: EXECUTOR_ISSUER, audience: MINER_AUDIENCE, maxLifetimeMs: MAX_TOKEN_LIFETIME_MS },
        { clock },
      ),
      publicMethods: Object.values(HEALTH_METHODS),
      toCaller: ({ subject, tokenId }) => ({ kind: "executor", installationId: subject, tokenId }),
    });
    const server = createServer(
      {
        authenticate,
        hasReflection,
        maxRequestBytes: MAX_REQUEST_BYTES,
        ...(credentials === undefined ? {} : { credentials }),
      },
      { logger, clock, onStrangerRefused },
    );
    this.#server = server;
    server.addService(ENROLMENT_SERVICE, enrolmentHandlers(this.#parts), { statuses: ENROLMENT_STATUSES });
    this.#port = await server.listen(host, port, {
      what: "the enrolment server",
      hostKey: "server.host",
      portKey: "server.port",
    });
    server.setServing(ENROLMENT_SERVICE, true);
  }

  async stop(): Promise<void> {
    await this.#server?.drain(DRAIN_TIMEOUT_MS);
  }
}
