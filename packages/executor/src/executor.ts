import { verifySignature } from "@headframe/chain";
import { type Clock, isLoopback, type Logger, runServices, type Service } from "@headframe/kit";
import { createRegistry, MetricsServer, type Registry } from "@headframe/kit/metrics";
import { ChallengeMemory, createSessionKey } from "@headframe/pow";
import type { ExecutorConfig } from "./config/schema.js";
import { ContainerEngineWatch } from "./containers/engine-watch.js";
import { agentEnvironment } from "./gpu/agent/agent-environment.js";
import { AGENT_TIMING, AgentSupervisor, type AgentTiming } from "./gpu/agent-supervisor.js";
import { toBackendChoice } from "./gpu/backend-choice.js";
import { ClaimRefresh } from "./gpu/claim-refresh.js";
import { GPU_SWITCHED_OFF } from "./gpu/gpu-state.js";
import { buildEnrolment } from "./grpc/build-enrolment.js";
import { buildEndpoint } from "./grpc/build-endpoint.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { AdmissionGate, challengeLimiter } from "./proof/admission.js";
import { AttestationStore } from "./proof/attestation-store.js";
import { ChallengeRunner } from "./proof/challenge-runner.js";
import { ChallengeDrain } from "./proof/drain.js";
import { CredentialHolder } from "./proof/session-credential.js";
import { preflight, type Preflight } from "./startup/preflight.js";
import type { IdentityStore } from "./state/identity-store.js";
import { StatusReporter } from "./status/executor-status.js";
import { NOT_A_GPU, toHealthReport } from "./status/health-report.js";
import { Readiness } from "./status/readiness.js";

/** Beyond the drain of challenges: for each service to close what it holds. */
const STOP_MARGIN_MS = 10_000;

/** What an executor takes from its process. */
export interface ExecutorEnvironment {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly env: NodeJS.ProcessEnv;
  /** What the gpu-agent sees of it. Default: what a driver needs and nothing else. */
  readonly agentEnv?: NodeJS.ProcessEnv;
  /** How patient it is with the gpu-agent, where that differs from production. */
  readonly agentTiming?: Partial<AgentTiming>;
  readonly version: string;
  /** Stops the executor: it drains, then `runExecutor` resolves. */
  readonly signal: AbortSignal;
  /** Called once everything listens, with the ports that were taken. */
  readonly onStarted?: (ports: ExecutorPorts) => void;
}

/** Where an executor listens. */
export interface ExecutorPorts {
  readonly grpc: number;
  readonly health: number;
}

/**
 * Runs an executor until the signal fires.
 *
 * @throws {AppError} everything that keeps it from starting: its directories, its identity, certificates, ports.
 */
export async function runExecutor(config: ExecutorConfig, environment: ExecutorEnvironment): Promise<void> {
  const { logger, signal, onStarted } = environment;
  const { lock, ...found } = await preflight(config, logger);
  try {
    const { services, ports } = assemble(config, found, environment);
    await runServices(services, {
      signal,
      stopTimeoutMs: config.server.drain_timeout + STOP_MARGIN_MS,
      onReady: () => {
        warnOfOpenDoors(config, logger);
        const { version } = environment;
        logger.info(describeStart(config, found.identity, { version, ...ports() }), "executor started");
        onStarted?.(ports());
      },
      onStopError: (service, error) => logger.error({ service, err: error }, "service did not stop in order"),
    });
    logger.info({}, "executor stopped");
  } finally {
    await lock.release();
  }
}

interface Assembly {
  /** In the order of starting; they stop in reverse. */
  readonly services: readonly Service[];
  /** Known once the services have started. */
  readonly ports: () => ExecutorPorts;
}

function assemble(
  config: ExecutorConfig,
  { identity, serverCertificates, minerCertificates }: Omit<Preflight, "lock">,
  environment: ExecutorEnvironment,
): Assembly {
  const { logger, clock, env, version } = environment;
  const { server, system, proof, storage, gpu } = config;
  const registry = createRegistry({ nodeMetrics: true });
  const metrics = createMetrics(registry);
  const shutdown = new AbortController();
  const { installationId } = identity.identity;

  // Changes reach `readiness` once it is built: the parts that change are built before it.
  const onChange = (): void => readiness.update();
  const containers = new ContainerEngineWatch(system.container_runtime, { env, logger });
  const supervisor = buildSupervisor(config, installationId, { ...environment, metrics, onChange });
  const attestations = new AttestationStore(
    { directory: storage.attestation_dir, limit: storage.max_attestations },
    clock,
  );
  const credential = new CredentialHolder(createSessionKey(), { verifyHotkey: verifySignature, clock });
  const gate = new AdmissionGate(
    { allowLab: gpu.allow_lab_tier },
    {
      memory: new ChallengeMemory({ clock }),
      rateLimit: challengeLimiter(proof.challenges_per_hour, clock),
      onChange,
    },
  );
  const devices = supervisor ?? GPU_SWITCHED_OFF;
  const parts = { identity, credential, gate, gpu: devices, clock };
  const status = new StatusReporter(
    { version, backend: gpu.backend },
    { ...parts, containers: () => containers.engine },
  );
  const agentText = `headframe-executor/${version}${gpu.backend === "reference" ? ` (${NOT_A_GPU})` : ""}`;
  const runner = new ChallengeRunner(
    { agentText },
    { ...parts, status, attestations, verifyHotkey: verifySignature, metrics, logger },
  );
  const endpoint = buildEndpoint(config, {
    ...parts,
    status,
    runner,
    certificates: serverCertificates,
    shutdown: shutdown.signal,
    onChange,
    logger,
  });
  const readiness = new Readiness({ status, publish: endpoint.publishReadiness, metrics, logger });
  const health = buildHealthServer(config, { registry, status, logger });
  const enrolment = buildEnrolment(config, {
    installationId,
    version,
    certificates: minerCertificates,
    metrics,
    clock,
    logger,
  });
  const drain = new ChallengeDrain({ timeoutMs: server.drain_timeout }, { gate, shutdown, logger });
  return {
    services: [
      containers,
      // Ports first: the miner may call while the devices are opened.
      health,
      serverCertificates?.watch,
      endpoint.service,
      readiness,
      supervisor,
      supervisor && new ClaimRefresh({ supervisor, isProving: () => gate.isTaken, logger }),
      minerCertificates?.watch,
      enrolment,
      drain,
    ].filter((service) => service !== undefined),
    ports: () => ({ grpc: endpoint.service.port, health: health.port }),
  };
}

function buildHealthServer(
  { server }: ExecutorConfig,
  parts: { readonly registry: Registry; readonly status: StatusReporter; readonly logger: Logger },
): MetricsServer {
  const { registry, status, logger } = parts;
  return new MetricsServer(
    {
      name: "health server",
      host: server.health_host,
      port: server.health_port,
      hostKey: "server.health_host",
      portKey: "server.health_port",
    },
    { registry, logger, health: () => toHealthReport(status.report()) },
  );
}

function buildSupervisor(
  { gpu, system }: ExecutorConfig,
  installationId: string,
  parts: ExecutorEnvironment & { readonly metrics: Metrics; readonly onChange: () => void },
): AgentSupervisor | undefined {
  if (!system.gpu_enabled) return undefined;
  const backend = toBackendChoice(gpu, installationId);
  return new AgentSupervisor(
    { ...AGENT_TIMING, ...parts.agentTiming, backend, env: parts.agentEnv ?? agentEnvironment(parts.env) },
    parts,
  );
}

/** What is allowed, and should be known. */
function warnOfOpenDoors({ server, bittensor }: ExecutorConfig, logger: Logger): void {
  const { host } = server;
  if (!bittensor.enable_auth)
    logger.warn({ host }, "authentication is off: every user of this machine may call");
  if (server.tls === undefined && !isLoopback(host)) {
    logger.warn({ host, hint: "set server.tls, or use a private network" }, "gRPC is not encrypted");
  }
}

/** What an operator wants to read once. */
function describeStart(
  { server, gpu }: ExecutorConfig,
  { identity }: IdentityStore,
  { version, grpc, health }: ExecutorPorts & { readonly version: string },
): Record<string, unknown> {
  return {
    version,
    installationId: identity.installationId,
    executorId: identity.adoption?.executorId,
    grpc: `${server.host}:${grpc}`,
    health: `http://${server.health_host}:${health}/health`,
    backend: gpu.backend,
    ...(gpu.backend === "reference" && { note: NOT_A_GPU }),
  };
}
