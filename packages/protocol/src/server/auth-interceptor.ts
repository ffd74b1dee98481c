import type {
  Metadata,
  ServerInterceptingCall,
  ServerInterceptingCallInterface,
  ServerInterceptor,
} from "@grpc/grpc-js";
import type { Clock, Logger } from "@headframe/kit";
import type { Authenticate } from "../auth/authenticate.js";
import { ANONYMOUS } from "../auth/caller.js";
import { toOutgoingStatus } from "../errors/outgoing-status.js";
import type { StatusTable } from "../errors/status-table.js";
import { bindScope, type OnStrangerRefused } from "./call-context.js";
import { logOutcome } from "./log-outcome.js";

export interface Gate {
  readonly authenticate: Authenticate;
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

  constructor(gate: Gate, descriptor: Descriptor, call: ServerInterceptingCallInterface) {
    this.#gate = gate;
    this.#descriptor = descriptor;
    this.#call = call;
  }

  start(listener: Listener): void {
    this.#call.start(new GatedListener(this.#gate, this.#descriptor, this.#call, listener));
  }

  sendMetadata(metadata: Metadata): void {
    this.#call.sendMetadata(metadata);
  }

  sendMessage(message: unknown, callback: () => void): void {
    this.#call.sendMessage(message, callback);
  }

  sendStatus(status: Parameters<ServerInterceptingCallInterface["sendStatus"]>[0]): void {
    this.#call.sendStatus(status);
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
  readonly #gate: Gate;
  readonly #descriptor: Descriptor;
  readonly #call: ServerInterceptingCallInterface;
  readonly #listener: Listener;

  constructor(gate: Gate, descriptor: Descriptor, call: ServerInterceptingCallInterface, listener: Listener) {
    this.#gate = gate;
    this.#descriptor = descriptor;
    this.#call = call;
    this.#listener = listener;
  }

  onReceiveMetadata(metadata: Metadata): void {
    const { authenticate, statusesOf, newRequestId, logger, clock, onStrangerRefused } = this.#gate;
    const { path, responseSerialize: serialize } = this.#descriptor;
    const method = path.slice(1);
    const peer = this.#call.getPeer();
    const requestId = newRequestId();
    const startedUs = clock.monotonicUs();
    const statuses = statusesOf(method.slice(0, method.indexOf("/")));
    const scope = {
      method,
      peer,
      requestId,
      startedUs,
      statuses,
      serialize,
      logger,
      clock,
      onStrangerRefused,
      caller: ANONYMOUS,
    };
    try {
      bindScope(metadata, { ...scope, caller: authenticate({ method, metadata, peer }) });
    } catch (error) {
      const refusal = toOutgoingStatus(error, statuses, requestId);
      logOutcome(scope, refusal, error);
      this.#call.sendStatus(refusal);
      return;
    }
    this.#listener.onReceiveMetadata(metadata);
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
