import { isLoopback, type ListenTarget } from "@headframe/kit";
import { isPublicAddress } from "../axon/public-address.js";
import { executorIdentity } from "../fleet/executor-id.js";
import { listenersOf } from "./listeners.js";
import { DEPENDENT_DEFAULTS, type Sections } from "./sections.js";

type Report = (path: readonly (string | number)[], message: string) => void;

/** Whether each key of a section is set to anything but its default. */
type Differences = Readonly<Record<string, boolean>>;

/** The part of zod's refinement context that the rules use. */
interface IssueSink {
  addIssue(issue: { code: "custom"; message: string; path: (string | number)[] }): void;
}

/** The rules that span keys. Each says why, and what to change. */
export function checkConfig(config: Sections, context: IssueSink): void {
  const report: Report = (path, message) => context.addIssue({ code: "custom", message, path: [...path] });
  checkListeners(config, report);
  checkExternalIp(config.bittensor, report);
  checkDatabase(config.database, report);
  checkFleet(config.executor_management, report);
  checkValidators(config, report);
  checkTls(config.security, report);
  checkIdleKeys(config, report);
  if (!isLoopback(config.api.host) && config.api.token === undefined) {
    report(
      ["api", "host"],
      `${config.api.host} is reachable from outside: set api.token_file, or listen on 127.0.0.1`,
    );
  }
}

function checkListeners(config: Sections, report: Report): void {
  const { bittensor } = config;
  if (bittensor.axon_port === 0 && bittensor.network !== "local") {
    report(
      ["bittensor", "axon_port"],
      "0 is for network local: validators look the port up on chain, so fix it",
    );
  }
  const listeners = listenersOf(config);
  for (const [index, listener] of listeners.entries()) {
    const other = listeners.slice(0, index).find((earlier) => clash(earlier, listener));
    if (other !== undefined) {
      report(
        listener.portKey.split("."),
        `${listener.port} is ${other.portKey} too; each needs a port of its own`,
      );
    }
  }
}

function checkExternalIp({ external_ip: ip, network }: Sections["bittensor"], report: Report): void {
  if (ip === undefined || network === "local" || isPublicAddress(ip)) return;
  report(
    ["bittensor", "external_ip"],
    `${ip} is not a public address: no validator of network ${network} can dial it`,
  );
}

function clash(a: ListenTarget, b: ListenTarget): boolean {
  if (a.port === 0 || a.port !== b.port) return false;
  return a.host === b.host || [a.host, b.host].some((host) => host === "0.0.0.0" || host === "::");
}

function checkDatabase(database: Sections["database"], report: Report): void {
  if (database.min_connections > database.max_connections) {
    report(["database", "min_connections"], `must not exceed max_connections, ${database.max_connections}`);
  }
}

function checkFleet(fleet: Sections["executor_management"], report: Report): void {
  if (fleet.health_check_timeout > fleet.health_check_interval) {
    report(["executor_management", "health_check_timeout"], "must not exceed health_check_interval");
  }
  if (!fleet.enrolment.enabled && !fleet.executors.some(({ enabled }) => enabled)) {
    report(
      ["executor_management", "executors"],
      "At least one executor must be configured: add [[executor_management.executors]] with id and grpc_address, or let executors dial in with executor_management.enrolment.enabled",
    );
  }
  const seen = new Map<string, number>();
  for (const [index, executor] of fleet.executors.entries()) {
    const { executorId, alias } = executorIdentity(executor.id, executor.name);
    const claims = [
      ["id", executorId],
      [executor.name === undefined ? "id" : "name", alias],
      ["grpc_address", executor.grpc_address.toLowerCase()],
    ] as const;
    for (const [key, value] of claims) {
      const earlier = seen.get(value);
      if (earlier !== undefined && earlier !== index) {
        const path = ["executor_management", "executors", index, key];
        report(path, `"${executor[key]}" names executors[${earlier}] too; one entry per box`);
        break;
      }
      seen.set(value, index);
    }
  }
}

function checkValidators({ validator_comms, security, bittensor }: Sections, report: Report): void {
  const { auth, rate_limit } = validator_comms;
  if (!auth.enabled) {
    const remedy =
      "validators always authenticate. On network local, security.verify_signatures = false believes every hotkey";
    report(["validator_comms", "auth", "enabled"], `must be true: ${remedy}`);
  }
  if (auth.method !== "bittensor_signature") {
    const why = "a validator is its hotkey, so it signs with it";
    report(
      ["validator_comms", "auth", "method"],
      `"${auth.method}" is not offered: use "bittensor_signature"; ${why}`,
    );
  }
  if (!security.verify_signatures && bittensor.network !== "local") {
    const why = "anybody could act as any validator";
    report(["security", "verify_signatures"], `must be true on network ${bittensor.network}: ${why}`);
  }
  if (auth.accept_legacy_j && !isBounded(security)) {
    const why = "their nonces are remembered for good, for every hotkey that anybody makes up";
    const remedy =
      "needs security.require_validator_permit, security.min_validator_stake or security.allowed_validators";
    report(["validator_comms", "auth", "accept_legacy_j"], `${remedy}: ${why}`);
  }
  const refillMs = (rate_limit.burst_capacity / rate_limit.requests_per_second) * 1000;
  if (rate_limit.enabled && rate_limit.window_duration < refillMs) {
    const least = `burst_capacity / requests_per_second, ${Math.ceil(refillMs / 1000)} s`;
    const why = "a caller would be forgotten, and have a full burst again, too early";
    report(["validator_comms", "rate_limit", "window_duration"], `must be at least ${least}: ${why}`);
  }
}

/** Whether only so many hotkeys can be let in: those of the subnet, or those of a list. */
function isBounded(security: Sections["security"]): boolean {
  const { allowed_validators: allowed, min_validator_stake: minStake } = security;
  return security.require_validator_permit || minStake > 0 || allowed.length > 0;
}

function checkTls(security: Sections["security"], report: Report): void {
  for (const key of ["cert_path", "key_path", "ca_cert_path"] as const) {
    const isSet = security[key] !== undefined;
    if (security.enable_mtls && !isSet) report(["security", key], "is needed with enable_mtls = true");
    if (!security.enable_mtls && isSet) report(["security", key], "has no effect without enable_mtls = true");
  }
}

/** What is set and would change nothing is a mistake of whoever set it. A default may stand there all the same. */
function checkIdleKeys(config: Sections, report: Report): void {
  const { bittensor, security, http_axon: http } = config;
  const idleWithout = (needs: string, section: readonly string[], differs: Differences): void => {
    for (const [key, isSet] of Object.entries(differs)) {
      if (isSet) report([...section, key], `has no effect without ${needs}`);
    }
  };
  const { enrolment } = config.executor_management;
  if (!enrolment.enabled) {
    idleWithout("enabled = true", ["executor_management", "enrolment"], {
      heartbeat_interval: enrolment.heartbeat_interval !== DEPENDENT_DEFAULTS.heartbeatIntervalMs,
    });
    idleWithout("executor_management.enrolment.enabled = true", ["security"], {
      previous_jwt_secrets: security.previous_jwt_secrets.length > 0,
    });
  }
  const { rate_limit: limit } = config.validator_comms;
  if (!limit.enabled) {
    idleWithout("enabled = true", ["validator_comms", "rate_limit"], {
      requests_per_second: limit.requests_per_second !== DEPENDENT_DEFAULTS.requestsPerSecond,
      burst_capacity: limit.burst_capacity !== DEPENDENT_DEFAULTS.burstCapacity,
      window_duration: limit.window_duration !== DEPENDENT_DEFAULTS.windowMs,
    });
  }
  const { enabled: isMeasured, prometheus } = config.metrics;
  // Off is what `prometheus.enabled = false` says, and what it is without metrics.
  if (!isMeasured || !prometheus.enabled) {
    idleWithout(isMeasured ? "enabled = true" : "metrics.enabled = true", ["metrics", "prometheus"], {
      host: prometheus.host !== DEPENDENT_DEFAULTS.metricsHost,
      port: prometheus.port !== DEPENDENT_DEFAULTS.metricsPort,
    });
  }
  if (!http.enabled) {
    idleWithout("enabled = true", ["http_axon"], { port: http.port !== DEPENDENT_DEFAULTS.httpAxonPort });
  }
  const { logging } = config;
  if (logging.file === undefined) {
    idleWithout("file", ["logging"], {
      max_file_size: logging.max_file_size !== DEPENDENT_DEFAULTS.maxFileSizeBytes,
      max_files: logging.max_files !== DEPENDENT_DEFAULTS.maxFiles,
    });
  }
  if (bittensor.external_ip !== undefined && bittensor.ip_echo_services.length > 0) {
    report(
      ["bittensor", "ip_echo_services"],
      `has no effect beside external_ip: ${bittensor.external_ip} is published, and nobody is asked`,
    );
  }
}
