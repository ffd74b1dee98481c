import { AppError } from "@headframe/kit";
import { HttpAxonError } from "./errors.js";
import { HTTP_STATUSES } from "./statuses.js";

/** What a caller is told of a failure. */
export interface ErrorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: { readonly code: string; readonly message: string; readonly hint?: string };
  };
}

/** The answer to a failure; `undefined` for one that is ours alone, of which the caller learns nothing. */
export function errorReply(error: unknown): ErrorReply | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { code, detail, message, hint } = error;
  const status = statusOf(error);
  if (status === undefined) return undefined;
  const { retryAfterMs } = detail as { readonly retryAfterMs?: number };
  return {
    status,
    headers:
      retryAfterMs === undefined
        ? {}
        : { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) },
    body: { error: { code, message, ...(hint === undefined ? {} : { hint }) } },
  };
}

function statusOf(error: AppError<{ readonly code: string }>): number | undefined {
  if (!(error instanceof HttpAxonError)) return HTTP_STATUSES[error.code];
  const { detail } = error;
  switch (detail.code) {
    case "http-axon/not-found":
      return 404;
    case "http-axon/scheme-too-weak":
      return 403;
    case "http-axon/bad-request":
      return detail.status;
  }
}
