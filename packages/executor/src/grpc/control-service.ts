import { uptime } from "node:os";
import type { Clock } from "@headframe/kit";
import { EXECUTOR_CONTROL, type ExecutorControlHandlers, serverStream, unary } from "@headframe/protocol";
import type { HostSampler } from "../host/host-sampler.js";
import type { ExecutorStatus, StatusReporter } from "../status/executor-status.js";
import { RequestError } from "./errors.js";

interface Parts {
  readonly status: StatusReporter;
  readonly host: HostSampler;
  readonly clock: Clock;
}

/**
 * Handlers of the reference system's `ExecutorControl`. `HealthCheck` says what is measured; what needs containers or
 * access is refused by name, never answered with invented figures.
 */
export function controlService({ status, host, clock }: Parts): ExecutorControlHandlers {
  return {
    HealthCheck: unary(async () => {
      const report = status.report();
      const { cpuPercent, memoryPercent, diskPercent } = await host.sample();
      return {
        status: describeHealth(report),
        resourceStatus: {
          cpu_percent: cpuPercent.toFixed(1),
          memory_percent: memoryPercent.toFixed(1),
          disk_percent: diskPercent.toFixed(1),
        },
        dockerStatus: describeEngine(report),
        uptimeSeconds: Math.floor(uptime()),
        lastUpdate: { value: toTimestamp(clock.nowMs()) },
        metrics: {},
      };
    }),
    ProvisionValidatorAccess: unary(() => refuse("ProvisionValidatorAccess")),
    ExecuteSystemProfile: unary(() => refuse("ExecuteSystemProfile")),
    ExecuteBenchmark: unary(() => refuse("ExecuteBenchmark")),
    ManageContainer: unary(() => refuse("ManageContainer")),
    // oxlint-disable-next-line require-yield -- The refusal is all it has to say.
    StreamLogs: serverStream(async function* () {
      refuse("StreamLogs");
    }),
  };
}

function describeHealth({ state, reason }: ExecutorStatus): string {
  switch (state) {
    case "ready":
    case "proving":
      return "healthy";
    case "draining":
      return "unhealthy: shutting down";
    case "unable":
      return `unhealthy: ${reason?.message ?? "it cannot prove"}`;
  }
}

function describeEngine({ containers }: ExecutorStatus): string {
  if (containers.runtime === "none") return "disabled";
  return containers.isReachable ? "running" : `not running: ${containers.reason}`;
}

function toTimestamp(unixMs: number) {
  return { seconds: Math.floor(unixMs / 1000), nanos: (unixMs % 1000) * 1_000_000 };
}

function refuse(method: string): never {
  const name = `${EXECUTOR_CONTROL.name}/${method}`;
  throw new RequestError(
    { code: "executor/not-offered", method: name },
    `this executor does not offer ${name}`,
    {
      hint: "HealthCheck is the one method of this service that it has; headframe.executor.v1 has the rest",
    },
  );
}
