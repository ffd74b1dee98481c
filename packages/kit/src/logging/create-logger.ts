import { closeSync, mkdirSync, openSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Writable } from "node:stream";

import { multistream, pino, stdTimeFunctions } from "pino";
import { prettyFactory } from "pino-pretty";
import { createStream, type RotatingFileStream } from "rotating-file-stream";

import { AppError, errorMessage } from "../errors/app-error.js";
import type { Logger, LogLevel } from "./logger.js";
import { REDACTED, redactedPaths } from "./redacted-paths.js";

export type LogFormat = "pretty" | "json";

export interface CreateLoggerOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Where lines go beside the file: `true` for the standard output, or any stream. Default: true. */
  readonly stdout?: boolean | Writable;
  /** A file that is rotated by size: `miner.log`, then `miner.log.1` (newest) and so on. Its directory is made. */
  readonly file?: string | undefined;
  /** Default: 50 MiB. */
  readonly maxFileSizeBytes?: number;
  /** Rotated files kept beside the current one. Default: 5. */
  readonly maxFiles?: number;
  /** Paths of fields to redact beside the built-in ones, in pino's form: `request.headers.cookie`. */
  readonly redact?: readonly string[];
}

/** A logger and the end of it. */
export interface OpenLogger {
  readonly logger: Logger;
  /** Resolves once every line is written. Log nothing afterwards. */
  close(): Promise<void>;
}

export type LogFileFailure = { readonly code: "logging/file-unusable"; readonly file: string };

/** A log file that cannot be written. */
export class LogFileError extends AppError<LogFileFailure> {}

/**
 * A pino logger that writes `pretty` (for people; coloured on a terminal) or `json` (one object per line) to the
 * standard output, a rotated file, or both. Throws {@link LogFileError} when the file cannot be opened.
 */
export function createLogger(options: CreateLoggerOptions): OpenLogger {
  const { level, format, stdout = true, file } = options;
  const streams: { level: LogLevel; stream: { write(line: string): void } }[] = [];
  const output = stdout === true ? process.stdout : stdout;
  if (output !== false) {
    streams.push({ level, stream: formatted(output, format, isTerminal(output)) });
  }
  const fileStream = file === undefined ? undefined : openLogFile(file, options);
  if (fileStream !== undefined) streams.push({ level, stream: formatted(fileStream, format, false) });

  const logger = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...redactedPaths, ...(options.redact ?? [])], censor: REDACTED },
    },
    multistream(streams),
  );
  return { logger, close: () => endStream(fileStream) };
}

function isTerminal(stream: Writable): boolean {
  return (stream as { readonly isTTY?: boolean }).isTTY === true && process.env["NO_COLOR"] === undefined;
}

function formatted(stream: Writable, format: LogFormat, colorize: boolean): { write(line: string): void } {
  if (format === "json") return { write: (line) => void stream.write(line) };
  const prettify = prettyFactory({ colorize, translateTime: "SYS:HH:MM:ss.l", singleLine: true });
  return { write: (line) => void stream.write(prettify(line)) };
}

function openLogFile(file: string, options: CreateLoggerOptions): RotatingFileStream {
  const { maxFileSizeBytes = 50 * 1024 * 1024, maxFiles = 5 } = options;
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, "a", 0o640));
  } catch (cause) {
    throw new LogFileError(
      { code: "logging/file-unusable", file },
      `cannot write the log file ${file}: ${errorMessage(cause)}`,
      { hint: "set logging.file to a path that this user may write, or leave it out", cause },
    );
  }
  const stream = createStream(basename(file), {
    path: dirname(file),
    size: `${maxFileSizeBytes}B`,
    rotate: maxFiles,
    mode: 0o640,
  });
  let isFailing = false;
  // A full disk must not end the process: say it once on the standard error and go on without the file.
  stream.on("error", (error) => {
    if (!isFailing) process.stderr.write(`cannot write the log file ${file}: ${error.message}\n`);
    isFailing = true;
  });
  return stream;
}

function endStream(stream: Writable | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (stream === undefined || stream.destroyed) return resolve();
    stream.once("close", resolve);
    stream.once("error", () => resolve());
    stream.end(() => resolve());
  });
}
