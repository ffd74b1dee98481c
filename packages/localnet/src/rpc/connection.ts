import { errorMessage as messageOf, type Logger } from "@headframe/kit";
import {
  BATCH_TOO_LARGE,
  errorMessage,
  idOf,
  INTERNAL_ERROR,
  INVALID_PARAMS,
  INVALID_REQUEST,
  JsonRpcError,
  METHOD_NOT_FOUND,
  notification,
  PARSE_ERROR,
  readRequest,
  REQUEST_TOO_BIG,
  resultMessage,
  TOO_MANY_SUBSCRIPTIONS,
  type JsonRpcRequest,
} from "./json-rpc.js";
import type { AnswerInstead, RequestFault } from "./connection-faults.js";
import type { Subscription, Unsubscribe } from "./method.js";
import { CALLS, SUBSCRIPTIONS, UNSUBSCRIBES } from "./methods.js";
import type { Node } from "./node.js";
import { Params } from "./params.js";

/** As `jsonrpsee` limits a connection by default. */
export const MOST_SUBSCRIPTIONS = 1024;
export const MOST_CALLS_IN_BATCH = 100;

/** A transaction of the largest size, as hex, and what surrounds it. */
export const LONGEST_REQUEST_BYTES = 12 * 1024 * 1024;

export interface ConnectionDependencies {
  readonly node: Node;
  readonly logger: Logger;
  readonly send: (message: string) => void;
  readonly onRequest: RequestFault;
}

/** One client: answers its calls and serves its subscriptions. */
export class Connection {
  readonly #node: Node;
  readonly #logger: Logger;
  readonly #send: (message: string) => void;
  readonly #onRequest: RequestFault;
  readonly #subscriptions = new Map<string, Unsubscribe>();
  #nextSubscription = 1;
  #isOpen = true;

  constructor({ node, logger, send, onRequest }: ConnectionDependencies) {
    this.#node = node;
    this.#logger = logger;
    this.#send = send;
    this.#onRequest = onRequest;
  }

  /** Answers one message. Never throws: what is wrong with it is answered too. */
  receive(message: Buffer): void {
    if (message.length > LONGEST_REQUEST_BYTES) {
      const data = `Exceeded max limit of ${LONGEST_REQUEST_BYTES}`;
      this.#send(errorMessage(null, new JsonRpcError(REQUEST_TOO_BIG, "Request is too big", data)));
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(message.toString("utf8"));
    } catch {
      // What the client gets is "Parse error"; the text of the parser's complaint adds nothing to it.
      this.#send(errorMessage(null, new JsonRpcError(PARSE_ERROR, "Parse error")));
      return;
    }
    if (Array.isArray(value)) this.#receiveBatch(value);
    else {
      const answer = this.#answer(value);
      if (answer !== undefined) this.#send(answer);
    }
  }

  /** Ends all subscriptions. */
  close(): void {
    this.#isOpen = false;
    for (const unsubscribe of this.#subscriptions.values()) unsubscribe();
    this.#subscriptions.clear();
  }

  #receiveBatch(calls: readonly unknown[]): void {
    if (calls.length === 0 || calls.length > MOST_CALLS_IN_BATCH) {
      const error =
        calls.length === 0
          ? new JsonRpcError(INVALID_REQUEST, "Invalid request")
          : new JsonRpcError(
              BATCH_TOO_LARGE,
              "The batch request was too large",
              `Exceeded max limit of ${MOST_CALLS_IN_BATCH}`,
            );
      this.#send(errorMessage(null, error));
      return;
    }
    const answers = calls.map((call) => this.#answer(call)).filter((answer) => answer !== undefined);
    if (answers.length > 0) this.#send(`[${answers.join(",")}]`);
  }

  #answer(value: unknown): string | undefined {
    let isNotification = false;
    try {
      const request = readRequest(value);
      isNotification = request.id === undefined;
      const result = this.#call(request);
      return isNotification ? undefined : resultMessage(request.id ?? null, result);
    } catch (error) {
      return isNotification ? undefined : errorMessage(idOf(value), this.#toJsonRpcError(error));
    }
  }

  #toJsonRpcError(error: unknown): JsonRpcError {
    if (error instanceof JsonRpcError) return error;
    this.#logger.error({ err: error }, "a call of the chain's RPC failed unexpectedly");
    return new JsonRpcError(INTERNAL_ERROR, "Internal error", messageOf(error));
  }

  #call({ method, params }: JsonRpcRequest): unknown {
    const instead = this.#onRequest({ method, params });
    if (instead) return resultOf(instead);
    const call = CALLS.get(method);
    if (call) return call(this.#node, new Params(params));
    const subscription = SUBSCRIPTIONS.get(method);
    if (subscription) return this.#subscribe(subscription, new Params(params));
    if (UNSUBSCRIBES.has(method)) return this.#unsubscribe(new Params(params));
    throw new JsonRpcError(METHOD_NOT_FOUND, "Method not found");
  }

  #subscribe(subscription: Subscription, params: Params): string {
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      const data = `Exceeded max limit of ${MOST_SUBSCRIPTIONS}`;
      throw new JsonRpcError(TOO_MANY_SUBSCRIPTIONS, "Too many subscriptions on the connection", data);
    }
    const id = String(this.#nextSubscription++);
    // The client must know the id before the first notification: what comes until then waits for its turn.
    let waiting: string[] | undefined = [];
    const notify = (result: unknown): void => {
      const message = notification(subscription.notification, id, result);
      if (waiting) waiting.push(message);
      else if (this.#subscriptions.has(id)) this.#send(message);
    };
    const end = (): void => {
      this.#subscriptions.get(id)?.();
      this.#subscriptions.delete(id);
    };
    const unsubscribe = subscription.open(this.#node, params, notify, end);
    this.#subscriptions.set(id, unsubscribe);
    setImmediate(() => {
      const messages = waiting ?? [];
      waiting = undefined;
      if (this.#isOpen) for (const message of messages) this.#send(message);
    });
    return id;
  }

  #unsubscribe(params: Params): boolean {
    const id = params.text(0);
    const unsubscribe = this.#subscriptions.get(id);
    if (!unsubscribe) throw new JsonRpcError(INVALID_PARAMS, "Invalid params", "Invalid subscription id");
    unsubscribe();
    this.#subscriptions.delete(id);
    return true;
  }
}

function resultOf(instead: AnswerInstead): unknown {
  if ("result" in instead) return instead.result;
  const { code, message, data } = instead.error;
  throw new JsonRpcError(code, message, data);
}
