import { Metadata, status } from "@grpc/grpc-js";
import type { Caller } from "../auth/caller.js";
import { toOutgoingStatus, toRelayedStatus, type OutgoingStatus } from "../errors/outgoing-status.js";
import type { RpcError } from "../errors/rpc-error.js";
import { ACCEPT_GZIP_KEY } from "../wire/metadata-keys.js";
import { scopeOf, type CallContext, type CallScope } from "./call-context.js";
import { logOutcome } from "./log-outcome.js";
import { GZIP_ENCODING, packResponse } from "./pack-response.js";

/** What the four kinds of grpc-js server call have in common. */
interface AnyServerCall {
  readonly metadata: Metadata;
  readonly cancelled: boolean;
  getDeadline(): Date | number;
  sendMetadata(metadata: Metadata): void;
  once(event: "cancelled", listener: () => void): unknown;
}

/** The caller's clock ends a call at about the same moment as ours: who was first says nothing. */
const DEADLINE_SLACK_MS = 20;

/** Why {@link CallContext.signal} fired. */
export class CallCancelledError extends Error {
  override readonly name = "CallCancelledError";
}

/** One call in progress: the context that its handler sees, and how it ends. */
export class OpenCall implements CallContext {
  readonly #call: AnyServerCall;
  readonly #scope: CallScope;
  #controller: AbortController | undefined;
  #isOver = false;

  constructor(call: AnyServerCall) {
    this.#call = call;
    this.#scope = scopeOf(call.metadata);
  }

  get caller(): Caller {
    return this.#scope.caller;
  }

  get requestId(): string {
    return this.#scope.requestId;
  }

  get metadata(): Metadata {
    return this.#call.metadata;
  }

  get peer(): string {
    return this.#scope.peer;
  }

  get deadlineMs(): number | undefined {
    const deadlineMs = Number(this.#call.getDeadline());
    return Number.isFinite(deadlineMs) ? deadlineMs : undefined;
  }

  /** Made on first use: most short calls never ask for it. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      if (this.#call.cancelled) controller.abort(this.#whyCancelled());
      // grpc-js also emits this after an ordinary end.
      this.#call.once("cancelled", () => {
        if (!this.#isOver) controller.abort(this.#whyCancelled());
      });
    }
    return this.#controller.signal;
  }

  /** Whether the caller can read packed responses. grpc-js hides the standard header: ours ask by their own. */
  get acceptsGzip(): boolean {
    return this.#call.metadata.get(ACCEPT_GZIP_KEY).length > 0;
  }

  /** The response packed, if it is large; to be handed to grpc-js as it is. */
  async pack<Response>(response: Response): Promise<Response> {
    const encoded = await packResponse(response, this.#scope.serialize);
    const metadata = new Metadata();
    metadata.set("grpc-encoding", GZIP_ENCODING);
    this.#call.sendMetadata(metadata);
    return encoded as Response;
  }

  /** Records that the handler succeeded. */
  succeed(): void {
    this.#isOver = true;
    logOutcome(this.#scope);
  }

  /** Records that the handler failed; gives what the peer is told. */
  fail(error: unknown): OutgoingStatus {
    const outgoing = this.#toStatus(error);
    this.#isOver = true;
    logOutcome(this.#scope, outgoing, error);
    return outgoing;
  }

  #toStatus(error: unknown): OutgoingStatus {
    if (this.#call.cancelled) {
      return { code: status.CANCELLED, details: "cancelled", metadata: new Metadata(), isExpected: true };
    }
    const { statuses, requestId } = this.#scope;
    if (error instanceof RelayedError) return toRelayedStatus(error.failure, requestId);
    return toOutgoingStatus(error, statuses, requestId);
  }

  #whyCancelled(): CallCancelledError {
    const { deadlineMs } = this;
    const isLate = deadlineMs !== undefined && this.#scope.clock.nowMs() >= deadlineMs - DEADLINE_SLACK_MS;
    return new CallCancelledError(isLate ? "the caller's deadline has passed" : "the caller cancelled");
  }
}

/** The far side of a relay failed, and its failure is to be passed on. */
export class RelayedError extends Error {
  override readonly name = "RelayedError";
  readonly failure: RpcError;

  constructor(failure: RpcError) {
    super(failure.message, { cause: failure });
    this.failure = failure;
  }
}
