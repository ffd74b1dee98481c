import type { Metadata, ServerInterceptingCall, ServerInterceptor } from "@grpc/grpc-js";
import type { Clock, Logger } from "@headframe/kit";
import type { Authenticate } from "../auth/authenticate.js";
import { ANONYMOUS } from "../auth/caller.js";
import { toOutgoingStatus } from "../errors/outgoing-status.js";
import type { StatusTable } from "../errors/status-table.js";
import { bindScope } from "./call-context.js";
import { logOutcome } from "./log-outcome.js";

export interface AuthInterceptorOptions {
  readonly authenticate: Authenticate;
  /** Failure codes of the service that a method belongs to. */
  readonly statusesOf: (service: string) => Partial<StatusTable>;
  readonly newRequestId: () => string;
}

/**
 * Lets a call in only if `authenticate` names its caller. Runs before the first message is read, for every method of
 * the server: a new handler cannot forget it.
 */
export function authInterceptor(
  options: AuthInterceptorOptions,
  deps: { readonly logger: Logger; readonly clock: Clock },
): ServerInterceptor {
  const { authenticate, statusesOf, newRequestId } = options;
  const { logger, clock } = deps;
  return (descriptor, call) => {
    const method = descriptor.path.slice(1);
    // A call object per call, made by grpc-js: replacing its `start` costs nothing per message, unlike
    // ServerInterceptingCall, which wraps each of them.
    const start = call.start.bind(call);
    call.start = (listener) => {
      const onReceiveMetadata = (metadata: Metadata): void => {
        const requestId = newRequestId();
        const startedUs = clock.monotonicUs();
        const statuses = statusesOf(method.slice(0, method.indexOf("/")));
        const scope = { method, requestId, startedUs, statuses, logger, clock };
        try {
          const caller = authenticate({ method, metadata, peer: call.getPeer() });
          bindScope(metadata, { ...scope, caller });
        } catch (error) {
          const refusal = toOutgoingStatus(error, statuses, requestId);
          logOutcome({ ...scope, caller: ANONYMOUS }, call.getPeer(), refusal, error);
          call.sendStatus(refusal);
          return;
        }
        listener.onReceiveMetadata(metadata);
      };
      start({
        onReceiveMetadata,
        onReceiveMessage: (message) => listener.onReceiveMessage(message),
        onReceiveHalfClose: () => listener.onReceiveHalfClose(),
        onCancel: () => listener.onCancel(),
      });
    };
    // grpc-js asks for the class here but uses the interface only.
    return call as unknown as ServerInterceptingCall;
  };
}
