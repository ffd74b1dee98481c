import type {
  Metadata,
  ServerInterceptingCall,
  ServerInterceptingCallInterface,
  ServerInterceptor,
} from "@grpc/grpc-js";
import type { Clock, Logger } from "@headframe/kit";
import type { Authenticate } from "../auth/authenticate.js";
import { ANONYMOUS, type Caller } from "../auth/caller.js";
import { toOutgoingStatus } from "../errors/outgoing-status.js";
import type { StatusTable } from "../errors/status-table.js";
import { bindScope } from "./call-context.js";
import { DelegatingCall, DelegatingListener, type CallListener } from "./delegating-call.js";
import { logOutcome } from "./log-outcome.js";

export interface Gate {
  readonly authenticate: Authenticate;
  /** Failure codes of the service that a method belongs to. */
  readonly statusesOf: (service: string) => Partial<StatusTable>;
  readonly newRequestId: () => string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/**
 * Lets a call in only if `authenticate` names its caller. Runs before the first message is read, for every method of
 * the server: a new handler cannot forget it.
 */
export function authInterceptor(gate: Gate): ServerInterceptor {
  return (descriptor, call) => {
    const gated: ServerInterceptingCallInterface = new GatedCall(gate, descriptor.path.slice(1), call);
    // grpc-js asks for its class but uses the interface.
    return gated as unknown as ServerInterceptingCall;
  };
}

/** A call whose listener hears nothing before its caller is known. */
class GatedCall extends DelegatingCall {
  readonly #gate: Gate;
  readonly #method: string;

  constructor(gate: Gate, method: string, call: ServerInterceptingCallInterface) {
    super(call);
    this.#gate = gate;
    this.#method = method;
  }

  override start(listener: CallListener): void {
    super.start(new GatedListener(this.#gate, this.#method, this.call, listener));
  }
}

class GatedListener extends DelegatingListener {
  readonly #gate: Gate;
  readonly #method: string;
  readonly #call: ServerInterceptingCallInterface;

  constructor(gate: Gate, method: string, call: ServerInterceptingCallInterface, listener: CallListener) {
    super(listener);
    this.#gate = gate;
    this.#method = method;
    this.#call = call;
  }

  override onReceiveMetadata(metadata: Metadata): void {
    const { authenticate, statusesOf, newRequestId, logger, clock } = this.#gate;
    const method = this.#method;
    const peer = this.#call.getPeer();
    const requestId = newRequestId();
    const startedUs = clock.monotonicUs();
    const statuses = statusesOf(method.slice(0, method.indexOf("/")));
    let caller: Caller;
    try {
      caller = authenticate({ method, metadata, peer });
    } catch (error) {
      const scope = { method, peer, requestId, startedUs, statuses, logger, clock, caller: ANONYMOUS };
      const refusal = toOutgoingStatus(error, statuses, requestId);
      logOutcome(scope, refusal, error);
      this.#call.sendStatus(refusal);
      return;
    }
    bindScope(metadata, { method, peer, requestId, startedUs, statuses, logger, clock, caller });
    super.onReceiveMetadata(metadata);
  }
}
