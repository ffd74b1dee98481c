import type {
  Metadata,
  ServerInterceptingCall,
  ServerInterceptingCallInterface,
  ServerInterceptor,
} from "@grpc/grpc-js";
import type { Clock, Logger } from "@headframe/kit";
import type { Authenticate } from "../auth/authenticate.js";
import { ANONYMOUS } from "../auth/caller.js";
import { toOutgoingStatus, type OutgoingStatus } from "../errors/outgoing-status.js";
import type { StatusTable } from "../errors/status-table.js";
import { bindScope, type CallScope, type OnStrangerRefused } from "./call-context.js";
import { logOutcome } from "./log-outcome.js";
import { sendStatus, takeOwnStatus, toMessageTooLarge, type Status } from "./transport-refusal.js";

export interface Gate {
  readonly authenticate: Authenticate;
  /** Of one message that comes in, unpacked; grpc-js keeps to it, and here it is only named. */
  readonly maxRequestBytes: number;
  /** Failure codes of the service that a method belongs to. */
  readonly statusesOf: (service: string) => Partial<StatusTable>;
  readonly newRequestId: () => string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly onStrangerRefused: OnStrangerRefused;
}

/**
 * Lets a call in only if `authenticate` names its caller. Runs before the first message is read, for every method of
 * the server: a new handler cannot forget it.
 */
export function authInterceptor(gate: Gate): ServerInterceptor {
  return (descriptor, call) => {
    const gated: ServerInterceptingCallInterface = new GatedCall(gate, descriptor, call);
    // grpc-js asks for its class but uses the interface.
    return gated as unknown as ServerInterceptingCall;
  };
}

type Descriptor = Parameters<ServerInterceptor>[0];
type Listener = Parameters<ServerInterceptingCallInterface["start"]>[0];

/**
 * A call whose listener hears nothing before its caller is known; all else is passed on. The class of grpc-js for this
 * hands every message through queues and callbacks that are not needed here.
 */
class GatedCall implements ServerInterceptingCallInterface {
  readonly #gate: Gate;
  readonly #descriptor: Descriptor;
  readonly #call: ServerInterceptingCallInterface;
  #scope: CallScope | undefined;
  #isTooLarge = false;

  constructor(gate: Gate, descriptor: Descriptor, call: ServerInterceptingCallInterface) {
    this.#gate = gate;
    this.#descriptor = descriptor;
    this.#call = call;
    takeOwnStatus(call, (own) => sendStatus(call, this.#explain(own)));
  }

  start(listener: Listener): void {
    this.#call.start(new GatedListener(listener, this));
  }

  /** Whether the caller may go on; one that may not is told why. */
  admit(metadata: Metadata): boolean {
    const { authenticate, statusesOf, newRequestId, logger, clock, onStrangerRefused } = this.#gate;
    const { path, responseSerialize: serialize } = this.#descriptor;
    const method = path.slice(1);
    const peer = this.#call.getPeer();
    const scope: CallScope = {
      method,
      peer,
      requestId: newRequestId(),
      startedUs: clock.monotonicUs(),
      statuses: statusesOf(method.slice(0, method.indexOf("/"))),
      serialize,
      logger,
      clock,
      onStrangerRefused,
      caller: ANONYMOUS,
    };
    try {
      this.#scope = { ...scope, caller: authenticate({ method, metadata, peer }) };
    } catch (error) {
      sendStatus(this.#call, refuse(scope, error));
      return false;
    }
    bindScope(metadata, this.#scope);
    return true;
  }

  /** grpc-js refuses a message that is too large before it reads it, and again with each piece that still arrives. */
  #explain(own: Status): Status {
    const scope = this.#scope;
    if (scope === undefined || this.#isTooLarge) return own;
    const tooLarge = toMessageTooLarge(own, scope.method, this.#gate.maxRequestBytes);
    if (tooLarge === undefined) return own;
    this.#isTooLarge = true;
    return refuse(scope, tooLarge);
  }

  sendMetadata(metadata: Metadata): void {
    this.#call.sendMetadata(metadata);
  }

  sendMessage(message: unknown, callback: () => void): void {
    this.#call.sendMessage(message, callback);
  }

  sendStatus(status: Status): void {
    sendStatus(this.#call, status);
  }

  startRead(): void {
    this.#call.startRead();
  }

  getPeer(): string {
    return this.#call.getPeer();
  }

  getDeadline(): ReturnType<ServerInterceptingCallInterface["getDeadline"]> {
    return this.#call.getDeadline();
  }

  getHost(): string {
    return this.#call.getHost();
  }

  getAuthContext(): ReturnType<ServerInterceptingCallInterface["getAuthContext"]> {
    return this.#call.getAuthContext();
  }

  getConnectionInfo(): ReturnType<ServerInterceptingCallInterface["getConnectionInfo"]> {
    return this.#call.getConnectionInfo();
  }

  getMetricsRecorder(): ReturnType<ServerInterceptingCallInterface["getMetricsRecorder"]> {
    return this.#call.getMetricsRecorder();
  }
}

class GatedListener implements Listener {
  readonly #listener: Listener;
  readonly #call: GatedCall;

  constructor(listener: Listener, call: GatedCall) {
    this.#listener = listener;
    this.#call = call;
  }

  onReceiveMetadata(metadata: Metadata): void {
    if (this.#call.admit(metadata)) this.#listener.onReceiveMetadata(metadata);
  }

  onReceiveMessage(message: unknown): void {
    this.#listener.onReceiveMessage(message);
  }

  onReceiveHalfClose(): void {
    this.#listener.onReceiveHalfClose();
  }

  onCancel(): void {
    this.#listener.onCancel();
  }
}

/** Logs a refusal; gives what the peer is told. */
function refuse(scope: CallScope, error: unknown): OutgoingStatus {
  const refusal = toOutgoingStatus(error, scope.statuses, scope.requestId);
  logOutcome(scope, refusal, error);
  return refusal;
}
