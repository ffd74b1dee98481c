import type { Clock, Logger, Service } from "@headframe/kit";
import {
  type Authenticate,
  bearerAuthentication,
  createServer,
  FLEET_SERVICE,
  type GrpcServer,
  type GrpcServerDeps,
  HEALTH_METHODS,
  methodName,
  methodNames,
  MINER_DISCOVERY,
  PROOF_SERVICE,
} from "@headframe/protocol";
import type { HandBack } from "../challenge/hand-back.js";
import { discoveryHandlers, type DiscoveryServiceParts } from "./discovery-service.js";
import { fleetHandlers } from "./fleet-service.js";
import { MAX_REQUEST_BYTES } from "./limits.js";
import { proofHandlers, type ProofServiceParts } from "./proof-service.js";
import { AXON_STATUSES } from "./statuses.js";

export interface AxonServerOptions {
  readonly host: string;
  readonly port: number;
  /** How long running challenges may still take when the miner stops. */
  readonly drainTimeoutMs: number;
  /** Whether everybody may list the services. */
  readonly hasReflection: boolean;
}

export interface AxonServerParts extends DiscoveryServiceParts, ProofServiceParts {
  readonly handBack: Pick<HandBack, "stop">;
  readonly onStrangerRefused: NonNullable<GrpcServerDeps["onStrangerRefused"]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const SERVICES = [MINER_DISCOVERY, FLEET_SERVICE, PROOF_SERVICE] as const;

/** Where validators come in. Plaintext, as validators dial: sessions are signed, frames too. */
export class AxonServer implements Service {
  readonly name = "axon";
  readonly #options: AxonServerOptions;
  readonly #parts: AxonServerParts;
  #server: GrpcServer | undefined;
  #draining: Promise<void> | undefined;
  #port = 0;

  constructor(options: AxonServerOptions, parts: AxonServerParts) {
    this.#options = options;
    this.#parts = parts;
  }

  /** The port listened on; 0 before the start. */
  get port(): number {
    return this.#port;
  }

  /** Listens. Throws kit's `ListenError`. */
  async start(): Promise<void> {
    const { clock, logger, onStrangerRefused } = this.#parts;
    const { host, port, hasReflection } = this.#options;
    const authenticate = axonAuthentication(this.#parts);
    const server = createServer(
      { authenticate, hasReflection, maxRequestBytes: MAX_REQUEST_BYTES },
      { logger, clock, onStrangerRefused },
    );
    this.#server = server;
    const statuses = AXON_STATUSES;
    server.addService(MINER_DISCOVERY, discoveryHandlers(this.#parts), { statuses });
    server.addService(FLEET_SERVICE, fleetHandlers(this.#parts), { statuses });
    server.addRawService(PROOF_SERVICE, proofHandlers(this.#parts), { statuses });
    this.#port = await server.listen(host, port, {
      what: "the axon",
      hostKey: "bittensor.axon_host",
      portKey: "bittensor.axon_port",
    });
    for (const service of SERVICES) server.setServing(service, true);
  }

  /** Takes nothing new, lets running challenges end for a while, then closes. */
  drain(): Promise<void> {
    this.#parts.fleet.drain();
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  async #drain(): Promise<void> {
    await this.#server?.drain(this.#options.drainTimeoutMs);
    await this.#parts.handBack.stop();
  }

  stop(): Promise<void> {
    return this.drain();
  }
}

/** Counted by its handler: a whole fleet may be challenged in the same moment. */
const PROVE = methodName(PROOF_SERVICE, "Prove");

/** Methods of the reference system carry their credentials inside; everything else needs a session token. */
function axonAuthentication({ tokens, authentication }: AxonServerParts): Authenticate {
  return bearerAuthentication({
    verifier: tokens.verifier,
    publicMethods: [...methodNames(MINER_DISCOVERY), ...Object.values(HEALTH_METHODS)],
    toCaller: ({ tokenId, subject }, { method }) => {
      const { sessionId, hotkey } = authentication.resume({ sessionId: tokenId, hotkey: subject });
      if (method !== PROVE) authentication.countRequest(hotkey);
      return { kind: "validator", hotkey, tokenId: sessionId };
    },
  });
}
