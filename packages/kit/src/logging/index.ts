export { createLogger, type CreateLoggerOptions, type LogFormat, type OpenLogger } from "./create-logger.js";
export { LogFileError, type LogFileFailure } from "./rotated-file.js";
