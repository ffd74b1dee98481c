import type { Service } from "@headframe/kit";
import { channelCredentials, secretKey, serverCredentials } from "@headframe/protocol";
import type { MinerConfig } from "../config/schema.js";
import { FleetRepository } from "../db/fleet-repository.js";
import { CheckScheduler } from "../fleet/check-scheduler.js";
import { Enrolment } from "../fleet/enrolment.js";
import { executorIdentity } from "../fleet/executor-id.js";
import { Fleet, type FleetEntry } from "../fleet/fleet.js";
import { FleetService } from "../fleet/fleet-service.js";
import { EnrolmentServer } from "../grpc/enrolment-server.js";
import { ExecutorConnections } from "../grpc/executor-connections.js";
import type { Context } from "./context.js";

/** The fleet and everything that reaches it. */
export interface FleetParts {
  readonly fleet: Fleet;
  readonly store: FleetRepository;
  readonly connections: ExecutorConnections;
  /** Has an executor checked soon. */
  readonly hurry: (executorId: string) => void;
  readonly server: EnrolmentServer;
  /** In the order in which they start. */
  readonly services: readonly Service[];
}

export function buildFleet(context: Context): FleetParts {
  const { chain, clock, config, database, hotkey, metrics } = context;
  const { executor_management: management } = config;
  const logger = context.logger.child({ component: "fleet" });
  const store = new FleetRepository(database);
  const connections = buildConnections(context);
  const fleet = new Fleet(
    { maxAttempts: management.max_retry_attempts, autoRecovery: management.auto_recovery },
    {
      store,
      connect: (executorId, grpcAddress) => connections.connect(executorId, grpcAddress),
      clock,
      logger,
      observer: metrics.fleet,
    },
  );
  const scheduler = new CheckScheduler(
    {
      intervalMs: management.health_check_interval,
      timeoutMs: management.health_check_timeout,
      maxAttempts: management.max_retry_attempts,
      heartbeatIntervalMs: management.enrolment.heartbeat_interval,
    },
    {
      fleet,
      delegator: { hotkey, genesisHash: chain.genesisHash },
      clock,
      logger,
      observer: metrics.fleet,
    },
  );
  const hurry = (executorId: string): void => scheduler.hurry(executorId);
  const enrolment = new Enrolment(
    {
      isEnabled: management.enrolment.enabled,
      heartbeatIntervalMs: management.enrolment.heartbeat_interval,
    },
    { fleet, hurry },
  );
  const server = buildServer(context, enrolment);
  const members = new FleetService(
    { configured: configuredEntries(management), withEnrolled: management.enrolment.enabled },
    { fleet, logger },
  );
  return { fleet, store, connections, hurry, server, services: [members, scheduler, server] };
}

function buildConnections({ chain, certificates, clock, config, hotkey }: Context): ExecutorConnections {
  return new ExecutorConnections(
    {
      key: secretKey(config.security.jwt_secret),
      hotkey,
      genesisHash: chain.genesisHash,
      deadlineMs: config.executor_management.health_check_timeout,
      channel: certificates === undefined ? {} : { credentials: channelCredentials(certificates) },
    },
    { clock },
  );
}

function buildServer(
  { certificates, clock, config, logger, metrics }: Context,
  enrolment: Enrolment,
): EnrolmentServer {
  const { jwt_secret: current, previous_jwt_secrets: previous } = config.security;
  return new EnrolmentServer(
    {
      host: config.server.host,
      port: config.server.port,
      keys: [current, ...previous].map(secretKey),
      credentials:
        certificates === undefined ? undefined : serverCredentials(certificates, { requireClientCert: true }),
      hasReflection: config.server.reflection,
    },
    {
      enrolment,
      clock,
      logger: logger.child({ component: "enrolment" }),
      onStrangerRefused: (status) => metrics.onStrangerRefused("enrolment", status),
    },
  );
}

function configuredEntries({ executors }: MinerConfig["executor_management"]): readonly FleetEntry[] {
  return executors
    .filter(({ enabled }) => enabled)
    .map(({ id, name, grpc_address: grpcAddress }) => ({ ...executorIdentity(id, name), grpcAddress }));
}
