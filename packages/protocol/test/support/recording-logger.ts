import type { Logger, LogLevel } from "@headframe/kit";
import { deferred } from "./deferred.js";

export interface LogLine {
  readonly level: LogLevel;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface RecordingLogger {
  readonly logger: Logger;
  readonly lines: readonly LogLine[];
  /** Resolves when a line with that message is next logged. */
  waitFor(message: string): Promise<LogLine>;
}

/** Keeps what is logged. */
export function recordingLogger(): RecordingLogger {
  const lines: LogLine[] = [];
  const waiting: { readonly message: string; readonly resolve: (line: LogLine) => void }[] = [];
  const at =
    (level: LogLevel) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void => {
      const line = { level, fields, message };
      lines.push(line);
      for (const waiter of waiting) if (waiter.message === message) waiter.resolve(line);
    };
  const logger: Logger = {
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: () => logger,
  };
  const waitFor = (message: string): Promise<LogLine> => {
    const { promise, resolve } = deferred<LogLine>();
    waiting.push({ message, resolve });
    return promise;
  };
  return { logger, lines, waitFor };
}
