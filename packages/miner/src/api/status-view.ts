import type { AxonError } from "../axon/errors.js";
import type { Reach } from "../axon/self-test.js";
import type { AxonStanding } from "../axon/standing.js";
import type { ExecutorView } from "../fleet/member.js";
import { HEALTH_STATES, type HealthState } from "../fleet/health.js";

/** What the miner says about itself, read at the moment it is asked. */
export interface StatusSource {
  readonly version: string;
  readonly network: string;
  readonly netuid: number;
  uid(): number;
  /** SS58. */
  readonly hotkey: string;
  readonly startedAtMs: number;
  readonly chainEndpoint: string;
  isChainConnected(): boolean;
  isChainViewStale(): boolean;
  /** Since the view of the subnet was known to be the newest; infinite before it was read. */
  chainViewAgeMs(): number;
  axon(): AxonStanding;
  /** Whether this machine can dial the axon; `undefined` when that was not tried. */
  reach(): Reach | undefined;
  executors(): readonly ExecutorView[];
  sessions(): number;
}

/** One executor as JSON; names are the ones of the gRPC interface in snake case. */
export function executorJson(view: ExecutorView) {
  const { report } = view;
  return {
    executor_id: view.executorId,
    alias: view.alias,
    grpc_address: view.grpcAddress,
    source: view.source,
    installation_id: view.installationId ?? null,
    health: view.health.state,
    reason: view.health.reason,
    since: new Date(view.health.sinceMs).toISOString(),
    last_seen: view.lastSeenMs === undefined ? null : new Date(view.lastSeenMs).toISOString(),
    busy: view.isBusy,
    backend: report?.backend ?? null,
    is_gpu: report === undefined ? null : report.backend !== "reference",
    version: report?.version ?? null,
    devices: (report?.devices ?? []).map((device) => ({
      uuid: Buffer.from(device.uuid).toString("hex"),
      name: device.name,
      total_bytes: Number(device.totalBytes),
      free_bytes: Number(device.freeBytes),
      driver: device.driver,
      compute_capability: `${device.computeMajor}.${device.computeMinor}`,
    })),
  };
}

/** The miner as JSON. */
export function statusJson(source: StatusSource, nowMs: number) {
  const axon = source.axon();
  const reach = source.reach();
  const viewAgeMs = source.chainViewAgeMs();
  return {
    version: source.version,
    network: source.network,
    netuid: source.netuid,
    uid: source.uid(),
    hotkey: source.hotkey,
    uptime_seconds: Math.floor((nowMs - source.startedAtMs) / 1000),
    chain: {
      endpoint: source.chainEndpoint,
      connected: source.isChainConnected(),
      stale: source.isChainViewStale(),
      view_age_seconds: Number.isFinite(viewAgeMs) ? Math.floor(viewAgeMs / 1000) : null,
    },
    axon: {
      ip: axon.ip,
      port: axon.port,
      published: axon.state === "published",
      state: axon.state,
      reason: axon.reason,
      reachable: reach?.isReached ?? null,
      unreachable: reach?.isReached === false ? failureJson(reach.failure) : null,
      serve_at_block: axon.serveAtBlock ?? null,
    },
    sessions: source.sessions(),
    executors: countByHealth(source.executors()),
  };
}

function failureJson({ code, message, hint }: AxonError) {
  return { code, message, hint: hint ?? null };
}

/**
 * Whether the miner does its work: `serving`; `degraded` when a part of it waits for something that a restart would not
 * bring back; `not_serving`.
 */
export function healthJson(source: StatusSource, isDraining: boolean) {
  if (isDraining) return { status: "not_serving", reasons: ["the miner is shutting down"] } as const;
  const { state, reason } = source.axon();
  const reasons = [
    ...(source.isChainViewStale() ? ["the chain cannot be read: no new validator is let in"] : []),
    ...(state === "published" ? [] : [`the axon is not on chain: ${reason}`]),
    ...fleetReasons(source.executors()),
  ];
  return { status: reasons.length === 0 ? "serving" : "degraded", reasons } as const;
}

/** Why the fleet does no work, if it does none. */
function fleetReasons(executors: readonly ExecutorView[]): readonly string[] {
  if (executors.some(({ health }) => health.state === "healthy")) return [];
  if (executors.length === 0) return ["there is no executor: none has enrolled"];
  const counts = Object.entries(countByHealth(executors)).filter(([, count]) => count > 0);
  const states = counts.map(([state, count]) => `${count} ${state}`).join(", ");
  return [`0 of ${executors.length} executors healthy (${states}): miner executors list says why`];
}

/** How many executors are in each state. */
export function countByHealth(executors: readonly ExecutorView[]): Readonly<Record<HealthState, number>> {
  const counts = Object.fromEntries(HEALTH_STATES.map((state) => [state, 0])) as Record<HealthState, number>;
  for (const { health } of executors) counts[health.state] += 1;
  return counts;
}
