import { AppError, errorMessage } from "../errors/app-error.js";

export type ListenFailure = {
  readonly code: "net/port-in-use" | "net/port-denied" | "net/address-unavailable" | "net/listen-failed";
  readonly host: string;
  readonly port: number;
};

/** A server that could not open its port. */
export class ListenError extends AppError<ListenFailure> {}

/** The listener as an operator knows it. */
export interface ListenTarget {
  /** What listens: `the metrics server`. */
  readonly what: string;
  readonly host: string;
  readonly port: number;
  /** The key that sets the address: `metrics.prometheus.host`. */
  readonly hostKey?: string;
  /** The key that sets the port: `metrics.prometheus.port`. */
  readonly portKey?: string;
}

/** Says why listening failed and what to change. Reads the code from the error, or from its text as grpc-js gives it. */
export function toListenError(cause: unknown, target: ListenTarget): ListenError {
  const { what, host, port, hostKey, portKey } = target;
  const fail = (code: ListenFailure["code"], why: string, hint: string): ListenError =>
    new ListenError({ code, host, port }, `${what} cannot listen on ${host}:${port}: ${why}`, {
      hint,
      cause,
    });
  const setting = portKey === undefined ? "another port" : `another ${portKey}`;
  switch (systemCode(cause)) {
    case "EADDRINUSE":
      return fail(
        "net/port-in-use",
        "the port is in use",
        `stop the program that uses it (ss -ltnp 'sport = :${port}' names it) or set ${setting}`,
      );
    case "EACCES":
      return fail(
        "net/port-denied",
        "permission denied",
        `ports below 1024 need a privilege; set ${setting}`,
      );
    case "EADDRNOTAVAIL":
    case "EAI_AGAIN":
    case "ENOTFOUND":
    case "Name resolution failed":
      return fail(
        "net/address-unavailable",
        "this machine does not have that address",
        `set ${hostKey ?? "the address"} to 0.0.0.0, 127.0.0.1 or an address of this machine (ip address shows them)`,
      );
    default:
      return fail(
        "net/listen-failed",
        errorMessage(cause),
        `check ${hostKey ?? "the address"}, or set ${setting}`,
      );
  }
}

/** What grpc-js 1.14 leaves of the reason, in its text. */
const SYSTEM_CODE = /\b(?:EADDRINUSE|EACCES|EADDRNOTAVAIL|EAI_AGAIN|ENOTFOUND)\b|^Name resolution failed/;

function systemCode(error: unknown): string {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === "string") return code;
  return SYSTEM_CODE.exec(errorMessage(error))?.[0] ?? "";
}
