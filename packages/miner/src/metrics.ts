import { Counter, Gauge, Histogram, type Registry } from "@headframe/kit/metrics";
import type { AxonObserver } from "./axon/standing.js";
import { RELAYED } from "./challenge/challenges.js";
import type { ChallengeObserver } from "./challenge/challenges.js";
import type { FleetObserver } from "./fleet/fleet.js";
import { HEALTH_STATES, type HealthState } from "./fleet/health.js";

/** A check is one small call on a connection that stands: a millisecond nearby, seconds when something is wrong. */
const CHECK_BUCKETS = [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** A challenge lasts from a second (pulse tier) to minutes (deep tier). */
const CHALLENGE_BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];

/** Read when metrics are collected. */
export interface MetricSources {
  executorsByHealth(): Readonly<Record<HealthState, number>>;
  sessions(): number;
  /** Seconds since the view of the subnet was the newest; infinite before the first reading. */
  chainViewAgeSeconds(): number;
  uid(): number;
  /** Whether what is on chain is the axon as it is. */
  isAxonPublished(): boolean;
}

/** The gRPC servers of a miner: for validators, and for executors that dial out. */
export type GrpcServerName = "axon" | "enrolment";

/** Every metric of the miner. */
export interface Metrics {
  readonly axon: AxonObserver;
  readonly fleet: FleetObserver;
  readonly challenges: ChallengeObserver;
  /** `accepted`, or the code of the refusal. */
  onAuthentication(outcome: string): void;
  /** A call to one of the gRPC servers was refused whose caller had proved nothing; with its gRPC status. */
  onStrangerRefused(server: GrpcServerName, status: string): void;
  /** Connects the figures that are read rather than counted. */
  observe(sources: MetricSources): void;
}

/** Makes the metrics in `registry`. */
export function createMetrics(registry: Registry): Metrics {
  const registers = [registry];
  const authentications = new Counter({
    name: "miner_axon_authentications_total",
    help: "Authentications of validators by outcome: accepted, or the code of the refusal.",
    labelNames: ["outcome"] as const,
    registers,
  });
  const strangers = new Counter({
    name: "miner_grpc_refused_strangers_total",
    help: "Calls refused whose caller had proved nothing, by server (axon, enrolment) and gRPC status.",
    labelNames: ["server", "status"] as const,
    registers,
  });
  return {
    axon: axonMetrics(registers),
    fleet: fleetMetrics(registers),
    challenges: challengeMetrics(registers),
    onAuthentication: (outcome) => authentications.inc({ outcome }),
    onStrangerRefused: (server, status) => strangers.inc({ server, status }),
    observe: (sources) => observedMetrics(registers, sources),
  };
}

function axonMetrics(registers: Registry[]): AxonObserver {
  const events = new Counter({
    name: "miner_axon_publication_events_total",
    help: "What happened to the axon on chain: served, lost, overwritten, address_changed, unregistered, registered_again, refused.",
    labelNames: ["event"] as const,
    registers,
  });
  return { onAxonEvent: (event) => events.inc({ event }) };
}

function fleetMetrics(registers: Registry[]): FleetObserver {
  const checks = new Counter({
    name: "miner_fleet_checks_total",
    help: "Checks of executors by result.",
    labelNames: ["result"] as const,
    registers,
  });
  const checkDuration = new Histogram({
    name: "miner_fleet_check_duration_seconds",
    help: "Duration of executor checks.",
    buckets: CHECK_BUCKETS,
    registers,
  });
  const changes = new Counter({
    name: "miner_fleet_health_changes_total",
    help: "Changes of executors' health by new state.",
    labelNames: ["state"] as const,
    registers,
  });
  return {
    onCheck(result, durationSeconds) {
      checks.inc({ result });
      checkDuration.observe(durationSeconds);
    },
    onHealthChange: ({ to }) => changes.inc({ state: to }),
  };
}

function challengeMetrics(registers: Registry[]): ChallengeObserver {
  const running = new Gauge({
    name: "miner_axon_challenges",
    help: "Challenges that pass through this miner now.",
    registers,
  });
  const ended = new Counter({
    name: "miner_axon_challenges_total",
    help: "Challenges by outcome: relayed to the end, cancelled by the validator, or failed.",
    labelNames: ["outcome"] as const,
    registers,
  });
  const duration = new Histogram({
    name: "miner_axon_challenge_duration_seconds",
    help: "Duration of challenges.",
    buckets: CHALLENGE_BUCKETS,
    registers,
  });
  const messages = new Counter({
    name: "miner_axon_relayed_messages_total",
    help: "Messages of challenges by direction.",
    labelNames: ["direction"] as const,
    registers,
  });
  const bytes = new Counter({
    name: "miner_axon_relayed_bytes_total",
    help: "Bytes of challenges by direction.",
    labelNames: ["direction"] as const,
    registers,
  });
  // Resolved once: these two are on the timed path of a challenge.
  const traffic = {
    to_executor: [messages.labels("to_executor"), bytes.labels("to_executor")],
    from_executor: [messages.labels("from_executor"), bytes.labels("from_executor")],
  } as const;
  return {
    onStart: () => running.inc(),
    onMessage(direction, size) {
      traffic[direction][0].inc();
      traffic[direction][1].inc(size);
    },
    onEnd(outcome, durationSeconds) {
      running.dec();
      // Executors choose the codes of their refusals: as a label they would be an open set.
      ended.inc({ outcome: outcome === RELAYED || outcome === "cancelled" ? outcome : "failed" });
      duration.observe(durationSeconds);
    },
  };
}

function observedMetrics(registers: Registry[], sources: MetricSources): void {
  const executors = new Gauge({
    name: "miner_fleet_executors",
    help: "Executors by health.",
    labelNames: ["health"] as const,
    registers,
    collect() {
      const counts = sources.executorsByHealth();
      for (const state of HEALTH_STATES) executors.set({ health: state }, counts[state]);
    },
  });
  const sessions: Gauge = new Gauge({
    name: "miner_axon_sessions",
    help: "Validator sessions that have not ended.",
    registers,
    collect() {
      sessions.set(sources.sessions());
    },
  });
  const uid: Gauge = new Gauge({
    name: "miner_chain_uid",
    help: "UID of this miner on its subnet; the last one when it has none.",
    registers,
    collect() {
      uid.set(sources.uid());
    },
  });
  const published: Gauge = new Gauge({
    name: "miner_axon_published_ratio",
    help: "1 when the axon on chain is this miner's, else 0.",
    registers,
    collect() {
      published.set(sources.isAxonPublished() ? 1 : 0);
    },
  });
  const age: Gauge = new Gauge({
    name: "miner_chain_view_age_seconds",
    help: "Seconds since the miner's view of its subnet was the newest.",
    registers,
    collect() {
      age.set(sources.chainViewAgeSeconds());
    },
  });
}
