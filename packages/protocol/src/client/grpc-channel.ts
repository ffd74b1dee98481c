import {
  Client,
  ChannelCredentials,
  connectivityState,
  Metadata,
  status,
  type CallOptions as GrpcCallOptions,
  type ClientDuplexStream,
} from "@grpc/grpc-js";
import { systemClock, type Clock } from "@headframe/kit";
import { toRpcError } from "../errors/rpc-error.js";
import { DEFAULT_MAX_MESSAGE_BYTES, FLOW_CONTROL_WINDOW_BYTES, KEEPALIVE_OPTIONS } from "../wire/limits.js";
import { ACCEPT_GZIP_KEY, AUTHORIZATION_KEY } from "../wire/metadata-keys.js";
import { quietGrpc } from "../wire/quiet-grpc.js";
import { QUICK_DEADLINE_MS } from "./deadlines.js";
import { NO_RETRY, withRetry, type RetryPolicy } from "./retry.js";

export interface GrpcChannelOptions {
  /** Default: plaintext. */
  readonly credentials?: ChannelCredentials;
  /** The name that the server's certificate must be for, where it is not the host of the address. */
  readonly serverName?: string;
  /** Default: 4 MiB, both ways. */
  readonly maxMessageBytes?: number;
  /** A connection that was not ready for this long is made anew, on the next call. Default: 60 s. */
  readonly recreateAfterMs?: number;
}

/** What a single call may say. */
export interface CallOptions {
  /** The longest that the call may take, tries included. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal | undefined;
  /** Sent as `authorization: Bearer <token>`. */
  readonly token?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly retry?: RetryPolicy;
  /** Asks for a packed response, should it be large. Default: no. */
  readonly acceptGzip?: boolean;
}

/** What a client needs to know of a method. */
export interface ClientMethod<Request, Response> {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

const DEFAULT_RECREATE_AFTER_MS = 60_000;
const MAX_RECONNECT_BACKOFF_MS = 10_000;

/**
 * The one connection to a peer, for as long as the peer matters. It connects on the first call and reconnects by
 * itself.
 */
export class GrpcChannel {
  /** `host:port`, as configured. */
  readonly address: string;
  readonly #options: GrpcChannelOptions;
  readonly #clock: Clock;
  #client: Client;
  #notReadySinceMs: number | undefined;
  #isSuspect = false;
  #tokenMetadata: { readonly token: string | undefined; readonly metadata: Metadata } | undefined;
  #isClosed = false;

  constructor(address: string, options: GrpcChannelOptions = {}, deps: { readonly clock?: Clock } = {}) {
    this.address = address;
    this.#options = options;
    this.#clock = deps.clock ?? systemClock;
    this.#client = this.#connect();
  }

  /** Whether there is a working connection at this moment. */
  get isReady(): boolean {
    return !this.#isClosed && this.#state() === connectivityState.READY;
  }

  /**
   * One request, one response.
   *
   * @throws {RpcError} when the call failed; the signal's reason when it fired.
   */
  async unary<Request extends object, Response extends object>(
    method: ClientMethod<Request, Response>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Response> {
    const { deadlineMs = QUICK_DEADLINE_MS, signal, retry = NO_RETRY } = options;
    signal?.throwIfAborted();
    // Real time, whatever the clock says: it is grpc-js that watches the deadline.
    const deadline = Date.now() + deadlineMs;
    if (retry.attempts === 1) return this.#unaryOnce(method, request, options, deadline);
    return withRetry(() => this.#unaryOnce(method, request, options, deadline), retry, {
      signal,
      remainingMs: () => deadline - Date.now(),
    });
  }

  /** Opens a bidirectional stream. It ends with an `error` event unless the peer ends it with OK. */
  openBidi<Request, Response>(
    method: ClientMethod<Request, Response>,
    options: CallOptions & { readonly deadlineMs: number },
  ): ClientDuplexStream<Request, Response> {
    options.signal?.throwIfAborted();
    const deadline = Date.now() + options.deadlineMs;
    const stream = this.#currentClient().makeBidiStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      this.#metadata(options),
      { deadline } satisfies GrpcCallOptions,
    );
    stream.once("error", () => {
      this.#isSuspect = true;
    });
    const { signal } = options;
    if (signal !== undefined) {
      const cancel = (): void => stream.cancel();
      signal.addEventListener("abort", cancel, { once: true });
      stream.once("status", () => signal.removeEventListener("abort", cancel));
    }
    return stream;
  }

  /** Closes the connection; calls under way fail. */
  close(): void {
    this.#isClosed = true;
    this.#client.close();
  }

  #unaryOnce<Request extends object, Response extends object>(
    method: ClientMethod<Request, Response>,
    request: Request,
    options: CallOptions,
    deadline: number,
  ): Promise<Response> {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      let onAbort: (() => void) | undefined;
      const call = this.#currentClient().makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        this.#metadata(options),
        { deadline },
        (error, response) => {
          if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
          if (error === null && response !== undefined) {
            this.#isSuspect = false;
            resolve(response);
          } else if (signal?.aborted && error?.code === status.CANCELLED) {
            reject(signal.reason);
          } else {
            this.#isSuspect = true;
            reject(toRpcError(error, { method: method.path.slice(1), address: this.address }));
          }
        },
      );
      if (signal !== undefined) {
        onAbort = () => call.cancel();
        signal.addEventListener("abort", onAbort, { once: true });
      }
    });
  }

  /**
   * grpc-js channels have been seen to stay unready for good (grpc/grpc-node#2785): one that was not ready for too
   * long is replaced. Looked at when a call is made after one that failed, so that it needs no timer.
   */
  #currentClient(): Client {
    if (this.#isClosed) throw new Error(`the channel to ${this.address} is closed`);
    if (!this.#isSuspect) {
      this.#notReadySinceMs = undefined;
      return this.#client;
    }
    const state = this.#state();
    if (state === connectivityState.READY || state === connectivityState.IDLE) {
      this.#notReadySinceMs = undefined;
      return this.#client;
    }
    const nowMs = this.#clock.nowMs();
    this.#notReadySinceMs ??= nowMs;
    if (nowMs - this.#notReadySinceMs >= (this.#options.recreateAfterMs ?? DEFAULT_RECREATE_AFTER_MS)) {
      this.#client.close();
      this.#client = this.#connect();
      this.#notReadySinceMs = undefined;
    }
    return this.#client;
  }

  /** grpc-js copies what it gets: the metadata of a token may serve many calls. */
  #metadata(options: CallOptions): Metadata {
    if (options.metadata !== undefined || options.acceptGzip === true) return toMetadata(options);
    if (this.#tokenMetadata === undefined || this.#tokenMetadata.token !== options.token) {
      this.#tokenMetadata = { token: options.token, metadata: toMetadata(options) };
    }
    return this.#tokenMetadata.metadata;
  }

  #state(): connectivityState {
    return this.#client.getChannel().getConnectivityState(false);
  }

  #connect(): Client {
    const { credentials = ChannelCredentials.createInsecure(), serverName, maxMessageBytes } = this.#options;
    const limit = maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES;
    // The scheme is said here, so that no address can bring one of its own, such as a socket's path.
    return new Client(`dns:${this.address}`, credentials, {
      ...KEEPALIVE_OPTIONS,
      "grpc.max_receive_message_length": limit,
      "grpc.max_send_message_length": limit,
      "grpc.max_reconnect_backoff_ms": MAX_RECONNECT_BACKOFF_MS,
      "grpc-node.flow_control_window": FLOW_CONTROL_WINDOW_BYTES,
      "grpc.enable_channelz": 0,
      // Retries are ours. With a buffer for its own, grpc-js reports messages as written before they are, and a stream
      // has no back-pressure.
      "grpc.enable_retries": 0,
      "grpc.per_rpc_retry_buffer_size": 0,
      // Peers are dialled directly: a proxy in the environment is for browsing.
      "grpc.enable_http_proxy": 0,
      // A replaced client must not inherit the connection that it replaces.
      "grpc.use_local_subchannel_pool": 1,
      ...(serverName === undefined ? {} : { "grpc.ssl_target_name_override": serverName }),
    });
  }
}

function toMetadata(options: CallOptions): Metadata {
  const metadata = new Metadata();
  if (options.token !== undefined) metadata.set(AUTHORIZATION_KEY, `Bearer ${options.token}`);
  if (options.acceptGzip === true) metadata.set(ACCEPT_GZIP_KEY, "1");
  for (const [key, value] of Object.entries(options.metadata ?? {})) metadata.set(key, value);
  return metadata;
}

/** Makes the channel to a peer. Nothing is sent before the first call. */
export function connect(
  address: string,
  options: GrpcChannelOptions = {},
  deps: { readonly clock?: Clock } = {},
): GrpcChannel {
  quietGrpc();
  return new GrpcChannel(address, options, deps);
}
