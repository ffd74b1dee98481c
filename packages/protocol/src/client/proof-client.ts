import type { ClientDuplexStream } from "@grpc/grpc-js";
import { linkSignal, systemClock, type Clock, type LinkedSignal } from "@headframe/kit";
import type { TokenProvider } from "../auth/token-source.js";
import { toRpcError } from "../errors/rpc-error.js";
import { definitionOf, rawMethod, type RawMethod } from "../wire/load-definitions.js";
import { EXECUTOR_ID_KEY } from "../wire/metadata-keys.js";
import { methodName, PROOF_SERVICE } from "../wire/services.js";
import { writeMessage } from "../wire/write-message.js";
import { SESSION_DEADLINE_MS } from "./deadlines.js";
import type { GrpcChannel } from "./grpc-channel.js";
import type { MethodOptions } from "./service-clients.js";

/** A frame and when its last byte was here. */
export interface ArrivedFrame {
  readonly frame: Buffer;
  /** Microseconds on {@link Clock.monotonicUs}. */
  readonly arrivedUs: number;
}

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
    const limit = linkSignal(options.signal);
    const stream = this.#channel.openBidi(this.#method, this.#options(executorId, options, limit.signal));
    return new ProofStream(stream, { address: this.#channel.address, clock: this.#clock, limit });
  }

  /** Opens a session whose messages stay undecoded bytes. For relays. */
  openRaw(executorId: string, options: MethodOptions = {}): ClientDuplexStream<Buffer, Buffer> {
    return this.#channel.openBidi(this.#rawMethod, this.#options(executorId, options, options.signal));
  }

  #options(executorId: string, options: MethodOptions, signal: AbortSignal | undefined) {
    return {
      deadlineMs: SESSION_DEADLINE_MS,
      ...options,
      signal,
      token: this.#token(),
      metadata: { ...options.metadata, [EXECUTOR_ID_KEY]: executorId },
    };
  }
}

/** One session as the challenger sees it. */
export class ProofStream {
  readonly #stream: WireStream;
  readonly #address: string;
  readonly #clock: Clock;
  readonly #limit: LinkedSignal;
  readonly #arrived: ArrivedFrame[] = [];
  #wake: (() => void) | undefined;
  #failure: Error | undefined;
  #isEnded = false;

  constructor(
    stream: WireStream,
    deps: { readonly address: string; readonly clock: Clock; readonly limit: LinkedSignal },
  ) {
    this.#stream = stream;
    this.#address = deps.address;
    this.#clock = deps.clock;
    this.#limit = deps.limit;
    stream.on("data", (message: { frame: Buffer }) => this.#onFrame(message.frame));
    stream.on("error", (error) => this.#onFailure(error));
    stream.on("status", () => this.#onEnd());
  }

  /**
   * Sends a frame; resolves when the connection takes more.
   *
   * @throws {RpcError} when the session has failed.
   */
  async send(frame: Uint8Array): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    await writeMessage(this.#stream, { frame }, this.#limit.signal);
  }

  /**
   * The frames as they arrive. Ends when the peer ends the session with OK. For one reader.
   *
   * @throws {RpcError} when the session failed, after the frames that came before.
   */
  async *frames(): AsyncGenerator<ArrivedFrame, void, void> {
    for (;;) {
      const next = this.#arrived.shift();
      if (next !== undefined) {
        if (this.#arrived.length < MAX_WAITING_FRAMES) this.#stream.resume();
        yield next;
      } else if (this.#failure !== undefined) {
        throw this.#failure;
      } else if (this.#isEnded) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** Says that nothing more will be sent. */
  halfClose(): void {
    this.#stream.end();
  }

  /** Gives the session up. Harmless when it has ended. */
  cancel(): void {
    this.#stream.cancel();
  }

  #onFrame(frame: Buffer): void {
    this.#arrived.push({ frame, arrivedUs: this.#clock.monotonicUs() });
    if (this.#arrived.length >= MAX_WAITING_FRAMES) this.#stream.pause();
    this.#notify();
  }

  #onFailure(error: Error): void {
    const { signal } = this.#limit;
    const call = { method: methodName(PROOF_SERVICE, "Prove"), address: this.#address };
    this.#failure ??= signal.aborted ? (signal.reason as Error) : toRpcError(error, call);
    this.#notify();
  }

  #onEnd(): void {
    this.#isEnded = true;
    this.#limit.release();
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}

/** Frames that wait for the reader before the peer is told to wait. */
const MAX_WAITING_FRAMES = 4;
