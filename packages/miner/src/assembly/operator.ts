import { MetricsServer, type Registry } from "@headframe/kit/metrics";
import { ApiServer } from "../api/api-server.js";
import type { StatusSource } from "../api/status-view.js";
import type { Access } from "./access.js";
import type { AxonParts } from "./axon.js";
import type { Context } from "./context.js";
import type { FleetParts } from "./fleet.js";

/** What the miner says about itself to its operator. */
export function buildStatus(
  context: Context,
  { fleet }: FleetParts,
  { sessions }: Access,
  { axon, keeper, selfTest }: AxonParts,
): StatusSource {
  const { chain, clock, config, hotkey, uid, version, view } = context;
  return {
    version,
    network: config.bittensor.network,
    netuid: config.bittensor.netuid,
    uid: () => keeper.standing?.uid ?? uid,
    hotkey: hotkey.ss58,
    startedAtMs: clock.nowMs(),
    chainEndpoint: chain.endpoint,
    isChainConnected: () => chain.isConnected,
    isChainViewStale: () => view.isStale,
    chainViewAgeMs: () => view.ageMs(),
    axon: () =>
      keeper.standing ?? { ip: "", port: axon.port, state: "waiting", reason: "the miner is starting", uid },
    reach: () => selfTest.reach,
    executors: () => fleet.list(),
    sessions: () => sessions.size,
  };
}

export function buildApi(
  { clock, config, logger }: Context,
  { fleet, store, hurry }: FleetParts,
  { status, registry }: { readonly status: StatusSource; readonly registry: Registry | undefined },
): ApiServer {
  const { host, port, token } = config.api;
  return new ApiServer(
    { host, port, token },
    {
      status,
      fleet,
      hurry,
      healthChanges: (executorId, limit) => store.healthChanges(executorId, limit),
      registry,
      clock,
      logger: logger.child({ component: "api" }),
    },
  );
}

/** `undefined` when metrics have no port of their own. */
export function buildMetricsServer(
  { config, logger }: Context,
  registry: Registry | undefined,
): MetricsServer | undefined {
  const { enabled, host, port } = config.metrics.prometheus;
  if (registry === undefined || !enabled) return undefined;
  return new MetricsServer(
    { host, port, hostKey: "metrics.prometheus.host", portKey: "metrics.prometheus.port" },
    { registry, logger },
  );
}
