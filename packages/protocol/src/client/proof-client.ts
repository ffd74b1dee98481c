import type { ClientDuplexStream } from "@grpc/grpc-js";
import { systemClock, type Clock } from "@headframe/kit";
import type { TokenProvider } from "../auth/token-source.js";
import { toRpcError } from "../errors/rpc-error.js";
import { FrameQueue, type ArrivedFrame } from "../wire/frame-queue.js";
import { definitionOf, rawMethod, type RawMethod } from "../wire/load-definitions.js";
import { EXECUTOR_ID_KEY } from "../wire/metadata-keys.js";
import { methodName, PROOF_SERVICE } from "../wire/services.js";
import { writeMessage } from "../wire/write-message.js";
import { SESSION_DEADLINE_MS } from "./deadlines.js";
import type { CallOptions, GrpcChannel } from "./grpc-channel.js";
import type { MethodOptions } from "./service-clients.js";

type WireStream = ClientDuplexStream<{ frame: Uint8Array }, { frame: Buffer }>;

/** Challenges executors: directly, or through the axon of their miner. */
export class ProofClient {
  readonly #channel: GrpcChannel;
  readonly #token: TokenProvider;
  readonly #clock: Clock;
  readonly #method = definitionOf(PROOF_SERVICE).Prove;
  readonly #rawMethod: RawMethod = rawMethod(this.#method);

  constructor(
    channel: GrpcChannel,
    options: { readonly token: TokenProvider },
    deps: { readonly clock?: Clock } = {},
  ) {
    this.#channel = channel;
    this.#token = options.token;
    this.#clock = deps.clock ?? systemClock;
  }

  /** Opens a session with one executor. */
  open(executorId: string, options: MethodOptions = {}): ProofStream {
    const stream = this.#channel.openBidi(this.#method, this.#options(executorId, options));
    return new ProofStream(stream, {
      address: this.#channel.address,
      signal: options.signal,
      clock: this.#clock,
    });
  }

  /** Opens a session whose messages stay undecoded bytes. For relays. */
  openRaw(executorId: string, options: MethodOptions = {}): ClientDuplexStream<Buffer, Buffer> {
    return this.#channel.openBidi(this.#rawMethod, this.#options(executorId, options));
  }

  #options(executorId: string, options: MethodOptions): CallOptions & { readonly deadlineMs: number } {
    return {
      deadlineMs: SESSION_DEADLINE_MS,
      ...options,
      token: this.#token(),
      metadata: { ...options.metadata, [EXECUTOR_ID_KEY]: executorId },
    };
  }
}

/** One session as the challenger sees it. */
export class ProofStream {
  readonly #stream: WireStream;
  readonly #queue: FrameQueue;
  readonly #over = new AbortController();
  /** Resolves when the session has ended, however it did. */
  readonly closed: Promise<void>;

  constructor(
    stream: WireStream,
    options: { readonly address: string; readonly signal: AbortSignal | undefined; readonly clock: Clock },
  ) {
    const { address, signal, clock } = options;
    this.#stream = stream;
    this.#queue = new FrameQueue(stream, clock);
    stream.on("error", (error) => {
      const call = { method: methodName(PROOF_SERVICE, "Prove"), address };
      const failure: unknown = signal?.aborted === true ? signal.reason : toRpcError(error, call);
      this.#queue.end(failure);
      this.#over.abort(failure);
    });
    stream.on("end", () => this.#queue.end());
    this.closed = new Promise((resolve) => {
      stream.on("status", () => {
        this.#over.abort(new Error("the session has ended"));
        resolve();
      });
    });
  }

  /**
   * Sends a frame; resolves when it has been handed to the connection.
   *
   * @throws {RpcError} when the session has failed.
   */
  send(frame: Uint8Array): Promise<void> {
    return writeMessage(this.#stream, { frame }, this.#over.signal);
  }

  /**
   * The frames as they arrive. Ends when the peer ends the session with OK. For one reader.
   *
   * @throws {RpcError} when the session failed, after the frames that came before; the signal's reason when it fired.
   */
  frames(): AsyncIterable<ArrivedFrame> {
    return this.#queue.frames();
  }

  /** Says that nothing more will be sent. */
  halfClose(): void {
    this.#stream.end();
  }

  /** Gives the session up. Harmless when it has ended. */
  cancel(): void {
    this.#stream.cancel();
  }
}
