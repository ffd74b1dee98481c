import type {
  ProviderInterface,
  ProviderInterfaceCallback,
  ProviderInterfaceEmitCb,
  ProviderInterfaceEmitted,
} from "@polkadot/rpc-provider/types";
import { errorMessage, linkSignal, sleep, type Clock, type Logger } from "@headframe/kit";
import { ChainError } from "../errors.js";
import type { NetworkName } from "../port/network.js";
import { AnswersAhead } from "./answers-ahead.js";
import type { NodeRequest } from "./node-request.js";
import { identifyChain, type ChainIdentity } from "./chain-identity.js";
import { FAILOVER_DIAL_TIMEOUT_MS, LONGEST_REDIAL_MS } from "./deadlines.js";
import type { Endpoint, EndpointList } from "./endpoint-list.js";
import { JsonRpcSocket, SocketClosedError, type NotificationListener } from "./json-rpc-socket.js";
import { fetchNewestMetadata } from "./newest-metadata.js";
import type { SendRequest } from "./node-request.js";

/** Where to connect. */
export interface SubtensorProviderOptions {
  /** Dialled first. */
  readonly endpoint: Endpoint;
  /** All that there are, that one included. */
  readonly endpoints: EndpointList;
  readonly network: NetworkName;
  /** Sent with the first dial, so that the answers are there when the library asks. */
  readonly firstRequests: readonly NodeRequest[];
}

/** What a {@link SubtensorProvider} works with. */
export interface SubtensorProviderParts {
  readonly clock: Clock;
  readonly logger: Logger;
}

interface IdentifiedSocket {
  readonly socket: JsonRpcSocket;
  readonly ahead: AnswersAhead;
  readonly identity: ChainIdentity;
}

interface Subscription {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly listener: NotificationListener;
  /** The id on the present connection. */
  nodeId?: string;
}

/**
 * A connection that repairs itself, in the form that @polkadot/api takes.
 *
 * It differs from that library's own provider where a process that runs for months needs it to: the chain is
 * identified after every dial and before anybody is told of the connection; a silent node is given up; nothing
 * is printed; broken messages cannot end the process; closing leaves no timer.
 */
export class SubtensorProvider implements ProviderInterface {
  readonly hasSubscriptions = true;
  readonly isClonable = false;
  readonly #endpoints: EndpointList;
  readonly #network: NetworkName;
  readonly #firstRequests: readonly NodeRequest[];
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #closing = new AbortController();
  readonly #listeners: Readonly<Record<ProviderInterfaceEmitted, Set<ProviderInterfaceEmitCb>>> = {
    connected: new Set(),
    disconnected: new Set(),
    error: new Set(),
  };
  readonly #subscriptions = new Map<string, Subscription>();
  #socket: JsonRpcSocket | undefined;
  #ahead: AnswersAhead | undefined;
  #identity: ChainIdentity | undefined;
  #redialling: Promise<void> = Promise.resolve();
  #endpoint: Endpoint;
  #connectedAtUs = 0;
  #lastSubscriptionId = 0;

  constructor(options: SubtensorProviderOptions, { clock, logger }: SubtensorProviderParts) {
    this.#endpoints = options.endpoints;
    this.#network = options.network;
    this.#firstRequests = options.firstRequests;
    this.#endpoint = options.endpoint;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** The node that is connected, or was last, as it may be shown. */
  get endpoint(): string {
    return this.#endpoint.shown;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  /** The chain that answered; from the first successful dial on. */
  get identity(): ChainIdentity {
    if (!this.#identity) throw new Error("the provider never connected");
    return this.#identity;
  }

  /** Dials for the first time; later losses are repaired by themselves, with any of the endpoints. */
  async connect(signal: AbortSignal = this.#closing.signal): Promise<void> {
    await this.#dial(this.#endpoint, signal);
  }

  /** Ends the present connection; the next one is with another endpoint if there is one. */
  giveUp(reason: string): void {
    this.#socket?.drop(reason);
  }

  /**
   * Moves to a more preferred endpoint that is well and has seen block `highest`. Not while an answer is waited for.
   * Rejects only with the signal's reason.
   */
  async returnToPreferred(highest: number, signal: AbortSignal): Promise<void> {
    const present = this.#socket;
    for (const endpoint of this.#endpoints.preferredTo(this.#endpoint)) {
      try {
        const opened = await this.#open(endpoint, signal, (socket) => assertHasBlock(socket, highest));
        if (present?.isIdle && present === this.#socket && !this.#closing.signal.aborted) {
          present.onClosed = () => undefined;
          this.#emit("disconnected");
          this.#adopt(endpoint, opened);
          this.#logger.info(
            { endpoint: endpoint.shown },
            "chain connection returned to a preferred endpoint",
          );
          await present.close();
          return;
        }
        opened.socket.drop("not taken");
      } catch (error) {
        signal.throwIfAborted();
        this.#endpoints.noteFailure(endpoint);
        this.#logger.debug(
          { endpoint: endpoint.shown, reason: errorMessage(error) },
          "preferred chain endpoint is not back yet",
        );
      }
    }
  }

  async disconnect(): Promise<void> {
    this.#closing.abort(new ChainError({ code: "chain/closed" }, "the chain client was closed"));
    await this.#redialling;
    await this.#socket?.close();
  }

  clone(): never {
    throw new Error("this provider belongs to one client");
  }

  on(type: ProviderInterfaceEmitted, listener: ProviderInterfaceEmitCb): () => void {
    this.#listeners[type].add(listener);
    return () => this.#listeners[type].delete(listener);
  }

  /** The result is whatever the node sent: `T` is the caller's claim, as the library's interface has it. */
  async send<T>(method: string, params: readonly unknown[]): Promise<T> {
    const ahead = this.#ahead?.take(method, params);
    const result =
      ahead ?? (method === "state_getMetadata" ? this.#newestMetadata(params) : this.#ask(method, params));
    return (await result) as T;
  }

  /**
   * A subscription of the library, made again after every lost connection under the id first given: the library counts
   * on that when the connection is back within two seconds. Never rejects, since the library leaves that to nobody and
   * the process would end: a node that refuses it is left.
   */
  subscribe(
    _type: string,
    method: string,
    params: readonly unknown[],
    callback: ProviderInterfaceCallback,
  ): Promise<string> {
    const id = this.#register(method, params, (result) => callback(null, result));
    void this.#orReconnect(() => this.#activate(id));
    return Promise.resolve(id);
  }

  /** A subscription of our own, made again after every lost connection too. Rejects when the node refuses it now. */
  async follow(method: string, params: readonly unknown[], listener: NotificationListener): Promise<void> {
    const id = this.#register(method, params, listener);
    try {
      await this.#activate(id);
    } catch (error) {
      this.#subscriptions.delete(id);
      throw error;
    }
  }

  /** Never rejects: a node that cannot be told forgets the subscription with its connection. */
  async unsubscribe(_type: string, method: string, id: number | string): Promise<boolean> {
    const nodeId = this.#subscriptions.get(String(id))?.nodeId;
    this.#subscriptions.delete(String(id));
    return nodeId !== undefined && this.unlisten(method, nodeId);
  }

  /** Subscribes for as long as this connection lasts; resolves with the node's id. */
  async listen(method: string, params: readonly unknown[], listener: NotificationListener): Promise<string> {
    return this.#connected().subscribe(method, params, listener);
  }

  /** Ends what {@link SubtensorProvider.listen} began. Never rejects, for the same reason. */
  async unlisten(method: string, nodeId: string): Promise<boolean> {
    const socket = this.#socket;
    if (!socket?.forget(nodeId)) return false;
    return socket.request(method, [nodeId]).then(
      (result) => result === true,
      () => false,
    );
  }

  #register(method: string, params: readonly unknown[], listener: NotificationListener): string {
    const id = String(++this.#lastSubscriptionId);
    this.#subscriptions.set(id, { method, params, listener });
    return id;
  }

  #ask(method: string, params: readonly unknown[]): Promise<unknown> {
    return this.#connected().request(method, params);
  }

  #connected(): JsonRpcSocket {
    if (this.#socket) return this.#socket;
    this.#closing.signal.throwIfAborted();
    const { endpoint } = this;
    throw new ChainError(
      { code: "chain/disconnected", endpoint },
      `the connection to chain endpoint ${endpoint} is lost; it is being dialled again`,
      { hint: "check that the node is running and can be reached" },
    );
  }

  /** Makes a subscription on the present connection. */
  async #activate(id: string): Promise<void> {
    const subscription = this.#subscriptions.get(id);
    if (!subscription) return;
    const socket = this.#connected();
    const { method, params, listener } = subscription;
    const nodeId = await socket.subscribe(method, params, listener);
    if (!this.#subscriptions.has(id)) socket.forget(nodeId);
    else if (socket === this.#socket) subscription.nodeId = nodeId;
  }

  async #dial(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
    this.#adopt(endpoint, await this.#open(endpoint, signal));
  }

  /** Opens a connection to the expected chain, which nobody uses yet; `check` may reject it. */
  async #open(
    endpoint: Endpoint,
    parent: AbortSignal,
    check: (socket: JsonRpcSocket) => Promise<void> = () => Promise.resolve(),
  ): Promise<IdentifiedSocket> {
    const limitMs = this.#endpoints.size > 1 ? FAILOVER_DIAL_TIMEOUT_MS : undefined;
    const { signal, release } = linkSignal(parent, limitMs);
    try {
      const socket = await JsonRpcSocket.open(endpoint.url, signal);
      const cut = (): void => socket.drop("given up");
      signal.addEventListener("abort", cut, { once: true });
      try {
        const request: SendRequest = (method, params) => socket.request(method, params);
        // The library asks once; after a lost connection only what identifies the chain is of use.
        const ahead = new AnswersAhead(request, this.#identity ? [] : this.#firstRequests);
        const expected = { network: this.#network, genesisHash: this.#identity?.genesisHash };
        const identity = await identifyChain(
          (method, params) => ahead.peek(method, params) ?? request(method, params),
          { ...expected, endpoint: endpoint.shown },
        );
        await check(socket);
        signal.throwIfAborted();
        if (!socket.isOpen) throw new SocketClosedError("the node closed the connection at once");
        return { socket, ahead, identity };
      } catch (error) {
        socket.drop("refused");
        signal.throwIfAborted();
        throw error;
      } finally {
        signal.removeEventListener("abort", cut);
      }
    } finally {
      release();
    }
  }

  /** Makes an opened connection the present one. */
  #adopt(endpoint: Endpoint, { socket, ahead, identity }: IdentifiedSocket): void {
    this.#endpoint = endpoint;
    this.#identity = identity;
    this.#socket = socket;
    this.#ahead = ahead;
    this.#connectedAtUs = this.#clock.monotonicUs();
    socket.onClosed = (error) => this.#onLost(error);
    for (const id of this.#subscriptions.keys()) void this.#orReconnect(() => this.#activate(id));
    this.#emit("connected");
  }

  #onLost(err: Error): void {
    this.#socket = undefined;
    // Told of an end that we want, the library would set a timer, and the process would wait for it.
    if (this.#closing.signal.aborted) return;
    this.#emit("disconnected");
    // A connection that held is no sign of a bad endpoint; one that breaks time and again is.
    const heldMs = (this.#clock.monotonicUs() - this.#connectedAtUs) / 1000;
    if (heldMs > LONGEST_REDIAL_MS) this.#endpoints.noteHeld(this.#endpoint);
    this.#endpoints.noteFailure(this.#endpoint);
    this.#logger.warn({ err, endpoint: this.endpoint }, "chain connection lost");
    this.#redialling = this.#redial(this.#closing.signal);
  }

  async #redial(signal: AbortSignal): Promise<void> {
    // A repeated failure is told when it begins and when it changes, not once per dial.
    const lastFailures = new Map<Endpoint, string>();
    while (!signal.aborted) {
      const endpoint = this.#endpoints.next();
      const { shown } = endpoint;
      try {
        await sleep(this.#endpoints.restMs(endpoint), signal);
        await this.#dial(endpoint, signal);
        const { specVersion } = this.identity;
        this.#logger.info({ endpoint: shown, specVersion }, "chain connection is back");
        return;
      } catch (err) {
        if (signal.aborted) return;
        this.#endpoints.noteFailure(endpoint);
        const failure = String(err);
        if (failure !== lastFailures.get(endpoint)) {
          this.#logger.warn({ err, endpoint: shown }, "chain endpoint cannot be reached");
        }
        lastFailures.set(endpoint, failure);
      }
    }
  }

  #newestMetadata(params: readonly unknown[]): Promise<unknown> {
    return this.#orReconnect(() => {
      const socket = this.#connected();
      return fetchNewestMetadata((method, args) => socket.request(method, args), params);
    });
  }

  /**
   * What the library asks by itself (its subscription to the runtime's version, the new metadata after an upgrade) it
   * observes with nobody to catch. So this never rejects: the connection is dropped, and the next one asks again.
   */
  async #orReconnect<T>(ask: () => Promise<T>): Promise<T> {
    const socket = this.#socket;
    try {
      return await ask();
    } catch (err) {
      if (socket?.isOpen) {
        this.#logger.warn({ err }, "chain refused what the client needs; connecting anew");
        socket.drop("it refused what the client needs");
      }
      return new Promise(() => undefined); // Collected with its observer when the connection ends.
    }
  }

  #emit(type: "connected" | "disconnected"): void {
    for (const listener of this.#listeners[type]) listener();
  }
}

/** Rejects when the node's best block is lower. The one before is as good, since another may be on its way. */
async function assertHasBlock(socket: JsonRpcSocket, number: number): Promise<void> {
  const header = (await socket.request("chain_getHeader", [])) as { readonly number?: unknown } | null;
  const best = Number(header?.number);
  if (!(best >= number - 1)) throw new Error(`its best block is ${best}, behind ${number}`);
}
