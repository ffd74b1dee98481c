import type { ServerHttp2Stream } from "node:http2";
import { status, type Metadata, type Server } from "@grpc/grpc-js";
import { ANONYMOUS } from "../auth/caller.js";
import { toOutgoingStatus } from "../errors/outgoing-status.js";
import { ProtocolError } from "../errors/protocol-error.js";
import type { Gate } from "./auth-interceptor.js";

/** How grpc-js answers a call for which it has no handler. Private to it: nothing may depend on it being there. */
interface Answering {
  _respondWithError?: (refusal: Refusal, stream: ServerHttp2Stream, ...rest: unknown[]) => void;
}

/** `details` goes out as it is: percent-encoded already. */
interface Refusal {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;
}

/** Of a name that anybody may have made up. */
const MAX_METHOD_CHARS = 200;

/**
 * Has `server` refuse calls of methods that it does not have by our code, and counts and logs them as calls of strangers:
 * whoever they are, nobody has asked. No interceptor sees them and grpc-js has no hook, so that its own answer is wrapped.
 * Should it ever answer otherwise, its words go out.
 */
export function explainUnknownMethods(
  server: Server,
  { newRequestId, logger, onStrangerRefused }: Pick<Gate, "newRequestId" | "logger" | "onStrangerRefused">,
): void {
  const answering = server as unknown as Answering;
  const answer = answering._respondWithError?.bind(server);
  if (answer === undefined) return;
  answering._respondWithError = (own, stream, ...rest) => {
    const path = /^The server does not implement the method \/?(.*)$/s.exec(own.details)?.[1];
    if (path === undefined) {
      answer(own, stream, ...rest);
      return;
    }
    const method = path.slice(0, MAX_METHOD_CHARS).replaceAll(/[^\x21-\x7e]/g, "?");
    const requestId = newRequestId();
    const refusal = toOutgoingStatus(unknownMethod(method), {}, requestId);
    const outcome = status[refusal.code];
    const peer = stream.session?.socket.remoteAddress;
    onStrangerRefused(outcome);
    logger.debug(
      { method, caller: ANONYMOUS, requestId, peer, outcome, reason: refusal.details },
      "call refused",
    );
    answer({ ...refusal, details: encodeURI(refusal.details) }, stream, ...rest);
  };
}

function unknownMethod(method: string): ProtocolError {
  return new ProtocolError(
    { code: "protocol/unknown-method", method },
    `this server has no method ${method}`,
    { hint: "look for a slip in the name; if there is none, compare the releases of both sides" },
  );
}
