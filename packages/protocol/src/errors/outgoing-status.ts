import { Metadata, status } from "@grpc/grpc-js";
import { AppError } from "@headframe/kit";
import { ERROR_CODE_KEY, ERROR_HINT_KEY, REQUEST_ID_KEY, RETRY_AFTER_KEY } from "../wire/metadata-keys.js";
import type { RpcError } from "./rpc-error.js";
import { AUTH_STATUSES, PROTOCOL_STATUSES, type StatusTable } from "./status-table.js";

/** A failure in the form in which it leaves the server. */
export interface OutgoingStatus {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
  /** `false`: nobody foresaw it. The peer learns nothing; the log has the cause. */
  readonly isExpected: boolean;
}

/** How long a sentence or a remedy may be on the wire: header blocks are limited. */
const MAX_TEXT_CHARS = 1_000;

/** What every service may refuse by. */
const COMMON_STATUSES: Partial<StatusTable> = { ...AUTH_STATUSES, ...PROTOCOL_STATUSES };

/**
 * What the peer is told about `error`. Codes that neither `statuses` nor every service knows become `INTERNAL
 * "internal error"`: what was not meant for peers stays here.
 */
export function toOutgoingStatus(
  error: unknown,
  statuses: Partial<StatusTable>,
  requestId: string,
): OutgoingStatus {
  const metadata = new Metadata();
  metadata.set(REQUEST_ID_KEY, requestId);
  if (error instanceof AppError) {
    const code = statuses[error.code] ?? COMMON_STATUSES[error.code];
    if (code !== undefined) {
      metadata.set(ERROR_CODE_KEY, error.code);
      if (error.hint !== undefined) metadata.set(ERROR_HINT_KEY, encodeURI(cut(error.hint)));
      if (hasRetryAfter(error.detail))
        metadata.set(RETRY_AFTER_KEY, String(Math.ceil(error.detail.retryAfterMs)));
      return { code, details: cut(error.message), metadata, isExpected: true };
    }
  }
  return { code: status.INTERNAL, details: "internal error", metadata, isExpected: false };
}

/**
 * A failure of the far side of a relay. What its handler said is passed on; what the transport said is not, since it
 * names addresses of our own network.
 */
export function toRelayedStatus(error: RpcError, requestId: string): OutgoingStatus {
  const { status: code, details, peerCode, peerRequestId, retryAfterMs } = error.detail;
  const metadata = new Metadata();
  metadata.set(REQUEST_ID_KEY, requestId);
  const isFromPeer = peerCode !== undefined || peerRequestId !== undefined;
  if (peerCode !== undefined) metadata.set(ERROR_CODE_KEY, peerCode);
  if (isFromPeer && error.hint !== undefined) metadata.set(ERROR_HINT_KEY, encodeURI(cut(error.hint)));
  if (retryAfterMs !== undefined) metadata.set(RETRY_AFTER_KEY, String(retryAfterMs));
  return {
    code,
    details: isFromPeer ? cut(details) : "the far side did not answer",
    metadata,
    isExpected: true,
  };
}

/** A failure that says when another try may succeed has `retryAfterMs` among its details. */
function hasRetryAfter(detail: object): detail is { readonly retryAfterMs: number } {
  return "retryAfterMs" in detail && typeof detail.retryAfterMs === "number";
}

function cut(text: string): string {
  return text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS - 1)}…`;
}
