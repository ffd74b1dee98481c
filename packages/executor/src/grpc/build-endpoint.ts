import type { Clock, Logger } from "@headframe/kit";
import { createServer, EXECUTOR_CONTROL, EXECUTOR_SERVICE, PROOF_SERVICE } from "@headframe/protocol";
import type { ExecutorConfig } from "../config/schema.js";
import { HostSampler } from "../host/host-sampler.js";
import type { ChallengeRunner } from "../proof/challenge-runner.js";
import type { CredentialHolder } from "../proof/session-credential.js";
import { Adopter } from "../state/adopt.js";
import type { IdentityStore } from "../state/identity-store.js";
import type { StatusReporter } from "../status/executor-status.js";
import { minerAuthentication } from "./authentication.js";
import type { ServerCertificates } from "./certificates.js";
import { controlService } from "./control-service.js";
import { executorService } from "./executor-service.js";
import { GrpcEndpoint } from "./grpc-endpoint.js";
import { proofService } from "./proof-service.js";
import { EXECUTOR_CONTROL_STATUSES, EXECUTOR_SERVICE_STATUSES, PROOF_SERVICE_STATUSES } from "./statuses.js";

interface Parts {
  readonly identity: IdentityStore;
  readonly credential: CredentialHolder;
  readonly status: StatusReporter;
  readonly runner: ChallengeRunner;
  /** `undefined` without TLS. */
  readonly certificates: ServerCertificates | undefined;
  /** Fires when running challenges are cut off. */
  readonly shutdown: AbortSignal;
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A gRPC server that is ready to listen. */
interface Endpoint {
  readonly service: GrpcEndpoint;
  /** Tells `grpc.health.v1` whether challenges are answered. */
  readonly publishReadiness: (canProve: boolean) => void;
}

/** The gRPC server with every service of an executor, behind the miner's authentication. */
export function buildEndpoint(
  { server: listener, bittensor, storage }: ExecutorConfig,
  parts: Parts,
): Endpoint {
  const { identity, status, certificates, clock, logger } = parts;
  const secrets = [bittensor.jwt_secret, ...bittensor.previous_jwt_secrets].filter(
    (secret) => secret !== undefined,
  );
  const server = createServer(
    {
      authenticate: minerAuthentication(
        { secrets: bittensor.enable_auth ? secrets : [] },
        { adoption: () => identity.identity.adoption, clock },
      ),
      ...(certificates && { credentials: certificates.credentials }),
      hasReflection: listener.reflection,
      isReflectionPublic: false,
    },
    { logger, clock },
  );
  server.addService(EXECUTOR_SERVICE, executorService({ ...parts, adopter: new Adopter(identity) }), {
    statuses: EXECUTOR_SERVICE_STATUSES,
  });
  server.addService(PROOF_SERVICE, proofService(parts), { statuses: PROOF_SERVICE_STATUSES });
  server.addService(
    EXECUTOR_CONTROL,
    controlService({ status, host: new HostSampler(storage.data_dir), clock }),
    { statuses: EXECUTOR_CONTROL_STATUSES },
  );
  return {
    service: new GrpcEndpoint({ host: listener.host, port: listener.grpc_port }, { server }),
    publishReadiness: (canProve: boolean) => server.setServing(PROOF_SERVICE, canProve),
  };
}
