import type { handleBidiStreamingCall, handleServerStreamingCall, ServerDuplexStream } from "@grpc/grpc-js";
import { systemClock, type Clock } from "@headframe/kit";
import type { ProofServiceHandlers } from "../gen/headframe/pow/v1/ProofService.js";
import { FrameQueue, type ArrivedFrame } from "../wire/frame-queue.js";
import { writeMessage } from "../wire/write-message.js";
import type { CallContext } from "./call-context.js";
import { OpenCall } from "./open-call.js";

/** What the handler of a bidirectional stream gets besides the requests. */
export interface BidiCallContext<Response> extends CallContext {
  /** Resolves when the peer can take more; rejects with the signal's reason once the call is cancelled. */
  send(response: Response): Promise<void>;
}

/** A bidirectional stream whose messages stay undecoded bytes. */
export type RawServerStream = ServerDuplexStream<Buffer, Buffer>;

/** Makes a handler of a server stream: what the iterable gives is sent, at the pace of the peer. */
export function serverStream<Request, Response>(
  handler: (request: Request, call: CallContext) => AsyncIterable<Response>,
): handleServerStreamingCall<Request, Response> {
  return (stream) => {
    void run(stream, new OpenCall(stream), async (call) => {
      for await (const response of handler(stream.request, call)) {
        await writeMessage(stream, response, call.signal);
      }
    });
  };
}

/**
 * Makes a handler of a bidirectional stream. The stream ends when its promise settles. The requests end when the peer
 * half-closes; they end, or throw, when it cancels: clients on Node half-close first, so that an end proves nothing.
 */
export function bidiStream<Request, Response>(
  handler: (requests: AsyncIterable<Request>, call: BidiCallContext<Response>) => Promise<void>,
): handleBidiStreamingCall<Request, Response> {
  return (stream) => {
    // Not destroyed when the handler stops reading: it may still have something to say.
    const requests: AsyncIterable<Request> = stream.iterator({ destroyOnReturn: false });
    void run(stream, new OpenBidiCall(stream), (call) => handler(requests, call));
  };
}

/** One session as the challenged side sees it. */
export interface ServerProofStream {
  /**
   * The frames as they arrive, for one reader. They end when the peer half-closes; they end, or throw the signal's
   * reason, when it cancels: clients on Node half-close first, so that an end proves nothing.
   */
  frames(): AsyncIterable<ArrivedFrame>;
  /** Sends a frame; resolves when it has been handed to the connection. */
  send(frame: Uint8Array): Promise<void>;
}

/** Makes the handler of `ProofService.Prove`. The stream ends when its promise settles. */
export function proofSession(
  handler: (session: ServerProofStream, call: CallContext) => Promise<void>,
  deps: { readonly clock?: Clock } = {},
): ProofServiceHandlers["Prove"] {
  const { clock = systemClock } = deps;
  return (stream) => {
    const call = new OpenCall(stream);
    const queue = new FrameQueue(stream, clock);
    stream.on("end", () => queue.end());
    const { signal } = call;
    if (signal.aborted) queue.end(signal.reason);
    else signal.addEventListener("abort", () => queue.end(signal.reason), { once: true });
    const session: ServerProofStream = {
      frames: () => queue.frames(),
      send: (frame) => writeMessage(stream, { frame }, signal),
    };
    void run(stream, call, () => handler(session, call));
  };
}

/** Makes a handler that gets the stream itself, for relays. The stream ends when its promise settles. */
export function rawBidi(
  handler: (stream: RawServerStream, call: CallContext) => Promise<void>,
): handleBidiStreamingCall<Buffer, Buffer> {
  return (stream) => {
    void run(stream, new OpenCall(stream), (call) => handler(stream, call));
  };
}

class OpenBidiCall<Response> extends OpenCall implements BidiCallContext<Response> {
  readonly #stream: ServerDuplexStream<unknown, Response>;

  constructor(stream: ServerDuplexStream<unknown, Response>) {
    super(stream);
    this.#stream = stream;
  }

  send(response: Response): Promise<void> {
    return writeMessage(this.#stream, response, this.signal);
  }
}

/** What ending needs of either kind of stream. */
interface Endable {
  end(): unknown;
  emit(event: "error", error: Error): boolean;
}

/** Runs the work of a stream and ends it with the status of its outcome. Never rejects. */
async function run<Call extends OpenCall>(
  stream: Endable,
  call: Call,
  work: (call: Call) => Promise<void>,
): Promise<void> {
  try {
    await work(call);
    call.succeed();
    stream.end();
  } catch (error) {
    const { code, details, metadata } = call.fail(error);
    // How grpc-js takes a status for a stream; what was written before is sent first.
    stream.emit("error", Object.assign(new Error(details), { code, details, metadata }));
  }
}
