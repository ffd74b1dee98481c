import type { Writable } from "node:stream";

import { multistream, pino, stdTimeFunctions } from "pino";
import { prettyFactory } from "pino-pretty";

import { type Clock, systemClock } from "../time/clock.js";
import type { Logger, LogLevel } from "./logger.js";
import { REDACTED, redactedPaths } from "./redacted-paths.js";
import { RotatedFile } from "./rotated-file.js";

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
  /** Told when the file cannot be written any more, and when it can again. Default: a line on the standard error. */
  readonly onFileTrouble?: (sentence: string) => void;
  /** Paths of fields to redact beside the built-in ones, in pino's form: `request.headers.cookie`. */
  readonly redact?: readonly string[];
}

/** A logger and the end of it. */
export interface OpenLogger {
  readonly logger: Logger;
  /** Resolves once every line is written. Log nothing afterwards. */
  readonly close: () => Promise<void>;
}

/**
 * A pino logger that writes `pretty` (for people; coloured on a terminal) or `json` (one object per line) to the
 * standard output, a rotated file, or both. Throws {@link LogFileError} when the file cannot be opened.
 */
export function createLogger(options: CreateLoggerOptions, clock: Clock = systemClock): OpenLogger {
  const { level, format, stdout = true, redact = [] } = options;
  const streams: { level: LogLevel; stream: LineSink }[] = [];
  const output = stdout === true ? process.stdout : stdout;
  if (output !== false) {
    const sink: LineSink = { write: (line) => void output.write(line) };
    streams.push({ level, stream: formatted(sink, format, isTerminal(output)) });
  }
  const file = openFile(options, clock);
  if (file !== undefined) streams.push({ level, stream: formatted(file, format, false) });

  const logger = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...redactedPaths, ...redact], censor: REDACTED },
    },
    multistream(streams),
  );
  return { logger, close: async () => file?.close() };
}

interface LineSink {
  write(line: string): void;
}

function openFile(options: CreateLoggerOptions, clock: Clock): RotatedFile | undefined {
  const { file, maxFileSizeBytes = 50 * 1024 * 1024, maxFiles = 5, onFileTrouble } = options;
  if (file === undefined) return undefined;
  const onTrouble = onFileTrouble ?? ((sentence: string) => void process.stderr.write(`${sentence}\n`));
  return RotatedFile.open({ file, maxFileSizeBytes, maxFiles, onTrouble }, clock);
}

function isTerminal(stream: Writable): boolean {
  return (stream as { readonly isTTY?: boolean }).isTTY === true && process.env["NO_COLOR"] === undefined;
}

function formatted(sink: LineSink, format: LogFormat, colorize: boolean): LineSink {
  if (format === "json") return sink;
  const prettify = prettyFactory({ colorize, translateTime: "SYS:HH:MM:ss.l", singleLine: true });
  return { write: (line) => sink.write(prettify(line)) };
}
