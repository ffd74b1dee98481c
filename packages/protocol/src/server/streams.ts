import type { handleBidiStreamingCall, handleServerStreamingCall, ServerDuplexStream } from "@grpc/grpc-js";
import type { CallContext } from "./call-context.js";
import { writeMessage } from "../wire/write-message.js";
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
 * Makes a handler of a bidirectional stream. The stream ends when its promise settles; the requests end when the peer
 * half-closes, and throw once the call is cancelled.
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
