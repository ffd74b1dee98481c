/** What every expected failure carries: a stable, never reused code, and the data behind it. */
export interface FailureDetail {
  /** `<area>/<what>`, for example `fleet/executor-busy`. */
  readonly code: string;
}

/** {@link ErrorOptions} plus the sentence that tells a person what to do. */
export interface AppErrorOptions extends ErrorOptions {
  /** The remedy, shown as a `hint:` line by every command and sent beside the code by every server. */
  readonly hint?: string;
}

/** An expected failure: a stable code for machines, a sentence and a remedy for people, data for logs. */
export class AppError<Detail extends FailureDetail = FailureDetail> extends Error {
  readonly detail: Detail;
  readonly hint: string | undefined;

  constructor(detail: Detail, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.name = new.target.name;
    this.detail = detail;
    this.hint = options.hint;
  }

  /** The machine-readable code of this failure. */
  get code(): Detail["code"] {
    return this.detail.code;
  }
}

/** The code of an {@link AppError}, else `undefined`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof AppError ? error.code : undefined;
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
