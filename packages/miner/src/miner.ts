import { connectChain, MetagraphView, type PasswordSource } from "@headframe/chain";
import {
  type Clock,
  errorMessage,
  type Logger,
  runServices,
  type Service,
  systemClock,
} from "@headframe/kit";
import { createRegistry, type Registry } from "@headframe/kit/metrics";
import { CertificateWatch } from "@headframe/protocol";
import type { VerifySignature } from "./access/signature-thread.js";
import { buildAccess } from "./assembly/access.js";
import { buildAxon } from "./assembly/axon.js";
import { buildHttpAxon } from "./assembly/http-axon.js";
import type { Context } from "./assembly/context.js";
import { buildFleet } from "./assembly/fleet.js";
import { buildApi, buildMetricsServer, buildStatus } from "./assembly/operator.js";
import { countByHealth } from "./api/status-view.js";
import { chainOptions } from "./config/chain-options.js";
import type { MinerConfig } from "./config/schema.js";
import { databaseFile } from "./config/values.js";
import { openDatabase } from "./db/open.js";
import { sessionSalt } from "./db/setting-repository.js";
import { createMetrics } from "./metrics.js";
import { checkOwner, findUid } from "./startup/chain-identity.js";
import { Housekeeping } from "./startup/housekeeping.js";
import { preflight } from "./startup/preflight.js";

/** Beyond the drain of challenges: for each service to close what it holds. */
const STOP_MARGIN_MS = 5000;

export interface MinerParts {
  /** Stops the miner when it fires. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly version: string;
  readonly clock?: Clock;
  /** Default: chain's own. */
  readonly connect?: typeof connectChain;
  /** Where the password of an encrypted hotkey comes from. Default: nowhere. */
  readonly password?: PasswordSource;
  /** How signatures of validators are verified. Default: on a thread of their own. */
  readonly verify?: VerifySignature;
  /** Told where everything listens, once it does. */
  readonly onReady?: (ready: MinerReady) => void;
}

/** Where a running miner is found. */
export interface MinerReady {
  readonly uid: number;
  /** SS58. */
  readonly hotkey: string;
  readonly axonPort: number;
  /** `undefined` when it is off. */
  readonly httpAxonPort: number | undefined;
  readonly enrolmentPort: number;
  readonly apiUrl: string;
  /** `undefined` when metrics have no port of their own. */
  readonly metricsPort: number | undefined;
}

/**
 * Runs a miner until the signal fires and everything has stopped. Rejects when it cannot start, having undone what
 * had started.
 */
export async function runMiner(config: MinerConfig, parts: MinerParts): Promise<void> {
  const { logger, signal, version, connect = connectChain, clock = systemClock } = parts;
  warnAboutRisks(config, logger);
  const { bittensor } = config;
  const { chain, hotkey, certificates } = await preflight(config, {
    logger,
    password: parts.password,
    signal,
    connect: () => connect({ ...chainOptions(bittensor), signal }, { logger, clock }),
  });
  try {
    const uid = await findUid(chain, hotkey, config, signal);
    const database = await openDatabase(
      {
        file: databaseFile(config.database.url),
        minConnections: config.database.min_connections,
        maxConnections: config.database.max_connections,
        runMigrations: config.database.run_migrations,
      },
      { logger },
    );
    try {
      const salt = await sessionSalt(database);
      const view = new MetagraphView({ netuid: bittensor.netuid }, { chain, clock, logger });
      const registry = config.metrics.enabled ? createRegistry({ nodeMetrics: true }) : undefined;
      const metrics = createMetrics(registry ?? createRegistry());
      const from = { config, version, clock, logger, hotkey, certificates, verify: parts.verify };
      await runOn({ ...from, uid, database, chain, view, salt, metrics }, registry, parts);
    } finally {
      await database.close();
    }
  } finally {
    await chain.close();
  }
}

/** Builds everything and runs it in the order in which it depends on each other. */
async function runOn(context: Context, registry: Registry | undefined, parts: MinerParts): Promise<void> {
  const { certificates, chain, logger, metrics, view } = context;
  const fleet = buildFleet(context);
  const access = buildAccess(context);
  const axon = buildAxon(context, fleet, access);
  const httpAxon = buildHttpAxon(context, fleet.fleet, access);
  const status = buildStatus(context, fleet, access, axon);
  const api = buildApi(context, fleet, { status, registry });
  const metricsServer = buildMetricsServer(context, registry);
  metrics.observe({
    executorsByHealth: () => countByHealth(fleet.fleet.list()),
    sessions: () => access.sessions.size,
    chainViewAgeSeconds: () => view.ageMs() / 1000,
    uid: () => axon.keeper.standing?.uid ?? context.uid,
    isAxonPublished: () => axon.keeper.standing?.state === "published",
  });
  const housekeeping = new Housekeeping(
    { retentionMs: context.config.database.retention },
    {
      prunes: [access.store, fleet.store, axon.log, ...(httpAxon === undefined ? [] : [httpAxon.replays])],
      clock: context.clock,
      logger,
    },
  );
  const drain: Service = {
    name: "drain",
    start: () => Promise.resolve(),
    // The first to be stopped: the operator's interface says so while running challenges end.
    async stop() {
      api.drain();
      await axon.axon.drain();
    },
  };
  const services: readonly Service[] = [
    ...(certificates === undefined ? [] : [new CertificateWatch(certificates)]),
    view,
    ...access.services,
    ...fleet.services,
    axon.axon,
    ...(httpAxon?.services ?? []),
    axon.keeper,
    axon.selfTest,
    api,
    ...(metricsServer === undefined ? [] : [metricsServer]),
    housekeeping,
    drain,
  ];
  await runServices(services, {
    signal: parts.signal,
    stopTimeoutMs: context.config.server.drain_timeout + STOP_MARGIN_MS,
    onStopError: (service, err) => logger.error({ err, service }, "stopping failed"),
    onReady() {
      warnAboutOwner(context);
      const ready: MinerReady = {
        uid: context.uid,
        hotkey: context.hotkey.ss58,
        axonPort: axon.axon.port,
        httpAxonPort: httpAxon?.server.port,
        enrolmentPort: fleet.server.port,
        apiUrl: api.url,
        metricsPort: metricsServer?.port,
      };
      logger.info({ ...ready, executors: fleet.fleet.list().length, chain: chain.endpoint }, "miner ready");
      parts.onReady?.(ready);
    },
  });
  logger.info({}, "miner stopped");
}

function warnAboutOwner({ config, hotkey, logger, view }: Context): void {
  checkOwner(view.neuronByHotkey(hotkey.ss58)?.coldkey, config, logger).catch((error: unknown) =>
    logger.warn({ reason: errorMessage(error) }, "the coldkey's public file could not be compared"),
  );
}

/** What an operator switched off knowingly, said at every start. */
function warnAboutRisks({ security, validator_comms: comms }: MinerConfig, logger: Logger): void {
  if (!security.verify_signatures) logger.warn({}, "signatures of validators are not checked");
  if (!security.require_validator_permit && security.allowed_validators.length === 0) {
    logger.warn({}, "validators need no permit: every hotkey is let in");
  }
  if (comms.auth.accept_legacy_j) {
    logger.warn({}, "validators of July 2025 are let in: their signatures can be replayed from other miners");
  }
}
