export {
  AppError,
  errorCode,
  errorMessage,
  type AppErrorOptions,
  type FailureDetail,
} from "./errors/app-error.js";
export { checkAll, StartupError, type StartupFailure } from "./lifecycle/check-all.js";
export { runServices, type RunServicesOptions } from "./lifecycle/run-services.js";
export { runUntilStopped } from "./lifecycle/run-until-stopped.js";
export type { Service } from "./lifecycle/service.js";
export { systemClock, type Clock } from "./time/clock.js";
export { formatDuration, parseDuration } from "./time/duration-text.js";
export { every, type EveryOptions } from "./time/every.js";
export { linkSignal, TimeoutError, type LinkedSignal } from "./time/link-signal.js";
export { pause, sleep } from "./time/sleep.js";

export { LOG_LEVELS, silentLogger, type Logger, type LogLevel } from "./logging/logger.js";
export {
  readSecretFile,
  SecretFileError,
  type ReadSecretFileOptions,
  type SecretFileFailure,
} from "./secrets/read-secret-file.js";
export { Secret } from "./secrets/secret.js";

export { checkPortFree } from "./net/check-port-free.js";
export { formatHostPort, parseHostPort, type HostPort } from "./net/host-port.js";
export { isLoopback } from "./net/loopback.js";
export { ListenError, toListenError, type ListenFailure, type ListenTarget } from "./net/listen-error.js";
export { formatUuid, isUuid } from "./ids/uuid.js";
export { RateLimiter, type RateLimits } from "./limits/rate-limiter.js";
export { processEntry, workerEntry, type ProcessEntry } from "./process/module-entry.js";
export { packageVersion } from "./process/package-version.js";
export { assertRegularFile } from "./files/regular-file.js";
export { writeFileAtomic, type WriteFileAtomicOptions } from "./files/write-file-atomic.js";
