export {
  AppError,
  errorCode,
  errorMessage,
  type AppErrorOptions,
  type FailureDetail,
} from "./errors/app-error.js";
export { runServices, type RunServicesOptions } from "./lifecycle/run-services.js";
export { runUntilStopped } from "./lifecycle/run-until-stopped.js";
export type { Service } from "./lifecycle/service.js";
export { systemClock, type Clock } from "./time/clock.js";
export { every, type EveryOptions } from "./time/every.js";
export { linkSignal, TimeoutError, type LinkedSignal } from "./time/link-signal.js";
export { pause, sleep } from "./time/sleep.js";

export { ConfigError, type ConfigFailure, type ConfigProblem } from "./config/config-error.js";
export {
  describeSchema,
  type ConfigNode,
  type ListNode,
  type MapNode,
  type TableNode,
  type ValueNode,
  type ValueType,
} from "./config/config-node.js";
export { durationMs, formatDuration, MAX_TIMER_MS, type DurationLimits } from "./config/duration.js";
export { exampleConfig, type ExampleValues } from "./config/example-config.js";
export { loadConfig, type LoadConfigOptions } from "./config/load-config.js";
export { printConfig } from "./config/print-config.js";
export {
  readSecretFile,
  SecretFileError,
  type ReadSecretFileOptions,
  type SecretFileFailure,
} from "./config/read-secret-file.js";
export { byteSize, formatByteSize, type ByteSizeLimits } from "./config/byte-size.js";
export { Secret } from "./config/secret.js";
export { strongSecretString } from "./config/strong-secret-string.js";
export { secretString, type SecretLimits } from "./config/secret-string.js";

export {
  createLogger,
  type CreateLoggerOptions,
  type LogFormat,
  type OpenLogger,
} from "./logging/create-logger.js";
export { LogFileError, type LogFileFailure } from "./logging/rotated-file.js";
export { LOG_LEVELS, silentLogger, type Logger, type LogLevel } from "./logging/logger.js";

export { Counter, Gauge, Histogram, Registry } from "prom-client";
export { createRegistry, type CreateRegistryOptions } from "./metrics/create-registry.js";
export {
  MetricsServer,
  type HealthReport,
  type MetricsServerOptions,
  type MetricsServerParts,
} from "./metrics/metrics-server.js";

export { formatHostPort, parseHostPort, type HostPort } from "./net/host-port.js";
export { isLoopback } from "./net/loopback.js";
export { ListenError, toListenError, type ListenFailure, type ListenTarget } from "./net/listen-error.js";
export { formatUuid, isUuid } from "./ids/uuid.js";
export { RateLimiter, type RateLimits } from "./limits/rate-limiter.js";
export { processEntry, workerEntry, type ProcessEntry } from "./process/module-entry.js";
export { writeFileAtomic, type WriteFileAtomicOptions } from "./files/write-file-atomic.js";

export { Command, InvalidArgumentError, Option, type CommandUnknownOpts } from "@commander-js/extra-typings";
export { addConfigCommands, type ConfigCommandsOptions } from "./cli/add-config-commands.js";
export { EXIT_CODE } from "./cli/exit-code.js";
export { packageVersion } from "./cli/package-version.js";
export { runCli, type CliContext, type RunCliOptions } from "./cli/run-cli.js";
