import { hostname } from "node:os";
import type { Clock, Logger } from "@headframe/kit";
import { connect, secretKey } from "@headframe/protocol";
import type { ExecutorConfig } from "../config/schema.js";
import { Enrolment } from "../fleet/enrolment.js";
import type { Metrics } from "../metrics.js";
import type { ClientCertificates } from "./certificates.js";
import { grpcMinerContact } from "./miner-contact.js";

interface Parts {
  readonly installationId: string;
  readonly version: string;
  /** `undefined` without TLS. */
  readonly certificates: ClientCertificates | undefined;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The enrolment with the miner at `miner.endpoint`, or `undefined` where the miner dials us. */
export function buildEnrolment(
  { server, bittensor, miner }: ExecutorConfig,
  { installationId, version, certificates, metrics, clock, logger }: Parts,
): Enrolment | undefined {
  if (miner.endpoint === undefined) return undefined;
  if (server.advertised_address === undefined || bittensor.jwt_secret === undefined) {
    throw new Error("the configuration's own rules let an enrolment pass that cannot work");
  }
  const channel = connect(
    miner.endpoint,
    certificates === undefined ? {} : { credentials: certificates.credentials },
    { clock },
  );
  const contact = grpcMinerContact(
    channel,
    {
      installationId,
      alias: miner.alias ?? hostname().slice(0, 64),
      advertisedAddress: server.advertised_address,
      version,
      key: secretKey(bittensor.jwt_secret),
      timeoutMs: miner.heartbeat_timeout,
    },
    { clock },
  );
  return new Enrolment({ miner: contact, metrics, logger });
}
