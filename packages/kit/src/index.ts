export {
  AppError,
  errorCode,
  errorMessage,
  type AppErrorOptions,
  type FailureDetail,
} from "./errors/app-error.js";
export { runServices, type RunServicesOptions } from "./lifecycle/run-services.js";
export type { Service } from "./lifecycle/service.js";
export { systemClock, type Clock } from "./time/clock.js";
export { every, type EveryOptions } from "./time/every.js";
export { linkSignal, TimeoutError, type LinkedSignal } from "./time/link-signal.js";
export { sleep } from "./time/sleep.js";
export { Secret } from "./config/secret.js";
export { LOG_LEVELS, silentLogger, type Logger, type LogLevel } from "./logging/logger.js";
