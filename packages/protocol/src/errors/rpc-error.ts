import { status, type Metadata, type ServiceError } from "@grpc/grpc-js";
import { AppError } from "@headframe/kit";
import { ERROR_CODE_KEY, ERROR_HINT_KEY, REQUEST_ID_KEY, RETRY_AFTER_KEY } from "../wire/metadata-keys.js";

/** Codes of {@link RpcError}: one per gRPC status other than OK. */
export const RPC_CODES = {
  [status.CANCELLED]: "rpc/cancelled",
  [status.UNKNOWN]: "rpc/unknown",
  [status.INVALID_ARGUMENT]: "rpc/invalid-argument",
  [status.DEADLINE_EXCEEDED]: "rpc/deadline-exceeded",
  [status.NOT_FOUND]: "rpc/not-found",
  [status.ALREADY_EXISTS]: "rpc/already-exists",
  [status.PERMISSION_DENIED]: "rpc/permission-denied",
  [status.RESOURCE_EXHAUSTED]: "rpc/resource-exhausted",
  [status.FAILED_PRECONDITION]: "rpc/failed-precondition",
  [status.ABORTED]: "rpc/aborted",
  [status.OUT_OF_RANGE]: "rpc/out-of-range",
  [status.UNIMPLEMENTED]: "rpc/unimplemented",
  [status.INTERNAL]: "rpc/internal",
  [status.UNAVAILABLE]: "rpc/unavailable",
  [status.DATA_LOSS]: "rpc/data-loss",
  [status.UNAUTHENTICATED]: "rpc/unauthenticated",
} as const;

type FailedStatus = keyof typeof RPC_CODES;

/** What is known about a call that failed. */
export interface RpcFailure {
  readonly code: (typeof RPC_CODES)[FailedStatus];
  readonly status: status;
  /** `package.Service/Method`. */
  readonly method: string;
  /** The peer's address as it was configured. */
  readonly address: string;
  /** What the peer, or the transport, said. */
  readonly details: string;
  /** The peer's own failure code, where it sent one. */
  readonly peerCode: string | undefined;
  /** How long the peer asks to wait before another try, where it does. */
  readonly retryAfterMs: number | undefined;
  /** Names the call in the peer's log, where it sent one. */
  readonly peerRequestId: string | undefined;
}

/** A call that did not succeed. `hint` is the peer's remedy, where it sent one. */
export class RpcError extends AppError<RpcFailure> {
  /** The peer's own failure code, where it sent one. */
  get peerCode(): string | undefined {
    return this.detail.peerCode;
  }
}

/** Turns what grpc-js reports into an {@link RpcError}. */
export function toRpcError(
  error: unknown,
  call: { readonly method: string; readonly address: string },
): RpcError {
  if (error instanceof RpcError) return error;
  const { code = status.UNKNOWN, details = "", metadata } = error as Partial<ServiceError>;
  const failed: FailedStatus = code in RPC_CODES ? (code as FailedStatus) : status.UNKNOWN;
  const text = describe(details, error, call.address);
  const hint = metadataText(metadata, ERROR_HINT_KEY);
  return new RpcError(
    {
      code: RPC_CODES[failed],
      status: failed,
      method: call.method,
      address: call.address,
      details: text,
      peerCode: metadataText(metadata, ERROR_CODE_KEY),
      retryAfterMs: retryAfter(metadataText(metadata, RETRY_AFTER_KEY)),
      peerRequestId: metadataText(metadata, REQUEST_ID_KEY),
    },
    `${call.address}: ${text}`,
    { cause: error, ...(hint === undefined ? {} : { hint: decodeText(hint) }) },
  );
}

/** grpc-js wraps the reason why there is no connection in several layers of words. */
function describe(details: string, error: unknown, address: string): string {
  const reason =
    /^No connection established\. Last error: (?:Error: )?(.*?)(?:\. Resolution note:.*)?$/s.exec(details);
  if (reason !== null) return `cannot connect (${(reason[1] ?? "").replace(/ \(.*\)$/s, "")})`;
  if (/^(Name resolution failed|Failed to parse DNS address)/.test(details)) {
    return `the name in "${address}" cannot be resolved`;
  }
  if (details.startsWith("Deadline exceeded")) return "no answer in time";
  if (details !== "") return details;
  return error instanceof Error ? error.message : String(error);
}

function metadataText(metadata: Metadata | undefined, key: string): string | undefined {
  const value = metadata?.get(key)[0];
  return typeof value === "string" ? value : undefined;
}

function retryAfter(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** A peer may send what is not percent-encoding; then it is shown as it came. */
function decodeText(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text; // Malformed escapes are the peer's choice, not our failure.
  }
}
