import { Counter, Gauge, Histogram, type Registry } from "@headframe/kit/metrics";

/** A lab challenge takes parts of a second; one that waits for its epoch takes up to two minutes (section 16). */
const CHALLENGE_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 150];

/** The metrics of an executor process, in `registry`. */
export function createMetrics(registry: Registry) {
  const registers = [registry];
  return {
    state: {
      canProve: new Gauge({
        name: "executor_can_prove",
        help: "1 while challenges are answered, 0 while they are refused.",
        registers,
      }),
      devices: new Gauge({
        name: "executor_devices",
        help: "Devices that can be challenged.",
        labelNames: ["backend"] as const,
        registers,
      }),
      delegationRemaining: new Gauge({
        name: "executor_delegation_remaining_seconds",
        help: "Until the miner's delegation of the session key ends; 0 without one.",
        registers,
      }),
    },
    challenges: {
      ended: new Counter({
        name: "executor_challenges_total",
        help: "Challenges by their end: completed, aborted, disconnected, no-verdict, unreadable, failed or refused-<status>.",
        labelNames: ["end"] as const,
        registers,
      }),
      duration: new Histogram({
        name: "executor_challenge_duration_seconds",
        help: "From Prepare to the end of a challenge that was not refused.",
        buckets: CHALLENGE_SECONDS,
        registers,
      }),
      verdicts: new Counter({
        name: "executor_verdicts_total",
        help: "Devices by the outcome that validators gave them.",
        labelNames: ["outcome"] as const,
        registers,
      }),
    },
    agent: {
      restarts: new Counter({
        name: "executor_agent_restarts_total",
        help: "Times that a lost gpu-agent was replaced.",
        registers,
      }),
    },
    attestations: {
      failures: new Counter({
        name: "executor_attestation_failures_total",
        help: "Transcripts that could not be stored.",
        registers,
      }),
    },
    enrolment: {
      failures: new Counter({
        name: "executor_enrolment_failures_total",
        help: "Calls to the miner's enrolment service that failed.",
        registers,
      }),
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
