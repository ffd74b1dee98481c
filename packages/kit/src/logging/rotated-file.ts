import { closeSync, mkdirSync, openSync } from "node:fs";
import { basename, dirname } from "node:path";
import type { Writable } from "node:stream";

import { createStream } from "rotating-file-stream";

import { AppError, errorMessage } from "../errors/app-error.js";
import type { Clock } from "../time/clock.js";

export type LogFileFailure = { readonly code: "logging/file-unusable"; readonly file: string };

/** A log file that cannot be opened. */
export class LogFileError extends AppError<LogFileFailure> {}

export interface RotatedFileOptions {
  readonly file: string;
  readonly maxFileSizeBytes: number;
  readonly maxFiles: number;
  /** Told when writing begins to fail and when it works again. */
  readonly onTrouble: (sentence: string) => void;
}

/** After a failure, lines are dropped for this long before the file is tried again. */
const RETRY_AFTER_MS = 60_000;
const OWNER_WRITES_GROUP_READS = 0o640;

/**
 * A file that is renamed to `<file>.1` when it is full, `<file>.1` to `<file>.2`, and so on.
 *
 * A full disk must not end the process: lines are dropped until the file can be written again.
 */
export class RotatedFile {
  readonly #options: RotatedFileOptions;
  readonly #clock: Clock;
  #stream: Writable | undefined;
  #isFailing = false;
  #retryAtMs = 0;

  /** Throws {@link LogFileError} when the file cannot be opened now. */
  static open(options: RotatedFileOptions, clock: Clock): RotatedFile {
    const { file } = options;
    try {
      mkdirSync(dirname(file), { recursive: true });
      closeSync(openSync(file, "a", OWNER_WRITES_GROUP_READS));
    } catch (cause) {
      throw new LogFileError(
        { code: "logging/file-unusable", file },
        `cannot write the log file ${file}: ${errorMessage(cause)}`,
        { hint: "set logging.file to a path that this user may write, or leave it out", cause },
      );
    }
    return new RotatedFile(options, clock);
  }

  private constructor(options: RotatedFileOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  write(line: string): void {
    if (this.#stream === undefined) {
      if (this.#clock.nowMs() < this.#retryAtMs) return;
      this.#stream = this.#openStream();
    }
    this.#stream.write(line);
  }

  /** Resolves once everything is on its way to the disk. */
  async close(): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined) return;
    await new Promise<void>((resolve) => {
      stream.once("error", () => resolve());
      stream.end(() => resolve());
    });
  }

  #openStream(): Writable {
    const { file, maxFileSizeBytes, maxFiles, onTrouble } = this.#options;
    const stream = createStream(basename(file), {
      path: dirname(file),
      size: `${maxFileSizeBytes}B`,
      rotate: maxFiles,
      mode: OWNER_WRITES_GROUP_READS,
    });
    stream.once("open", () => {
      if (this.#isFailing) onTrouble(`the log file ${file} can be written again`);
      this.#isFailing = false;
    });
    stream.on("error", (error) => {
      if (!this.#isFailing) onTrouble(`cannot write the log file ${file}, lines are lost: ${error.message}`);
      this.#isFailing = true;
      this.#retryAtMs = this.#clock.nowMs() + RETRY_AFTER_MS;
      if (this.#stream === stream) this.#stream = undefined;
    });
    return stream;
  }
}
