import { gzip } from "node:zlib";
import {
  Metadata,
  type ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
} from "@grpc/grpc-js";
import { ACCEPT_GZIP_KEY } from "../wire/metadata-keys.js";
import { DelegatingCall, DelegatingListener, type CallListener } from "./delegating-call.js";

/** Below this, packing costs more than it saves: a packet or two. */
const MIN_PACKED_BYTES = 16 * 1024;

/** Fast rather than small: the loop that packs is the one that serves. */
const GZIP_LEVEL = 1;

/**
 * Packs large responses for callers that asked for it. grpc-js 1.14 can read packed responses but not write them, and
 * hides which encodings a caller accepts: ours ask by metadata of their own.
 *
 * Streams of requests are left alone: the frames of a proof do not get smaller.
 */
export const gzipInterceptor: ServerInterceptor = (descriptor, call) => {
  if (descriptor.requestStream) return call as ServerInterceptingCall;
  const packing: ServerInterceptingCallInterface = new GzipCall(call, descriptor.responseSerialize);
  // grpc-js asks for its class but uses the interface.
  return packing as unknown as ServerInterceptingCall;
};

class GzipCall extends DelegatingCall {
  readonly #serialize: (message: unknown) => Buffer;
  #isAccepted = false;
  #hasSentMetadata = false;

  constructor(call: ServerInterceptingCallInterface, serialize: (message: unknown) => Buffer) {
    super(call);
    this.#serialize = serialize;
  }

  override start(listener: CallListener): void {
    const onAccepted = (): void => {
      this.#isAccepted = true;
    };
    super.start(new AcceptListener(listener, onAccepted));
  }

  override sendMetadata(metadata: Metadata): void {
    this.#hasSentMetadata = true;
    if (this.#isAccepted) metadata.set("grpc-encoding", "gzip");
    super.sendMetadata(metadata);
  }

  override sendMessage(message: unknown, callback: () => void): void {
    if (!this.#isAccepted) {
      super.sendMessage(message, callback);
      return;
    }
    let bytes: Buffer;
    try {
      bytes = this.#serialize(message);
    } catch {
      super.sendMessage(message, callback); // grpc-js fails in the same way, and knows how to say so.
      return;
    }
    if (bytes.length < MIN_PACKED_BYTES) super.sendMessage(new EncodedMessage(bytes, false), callback);
    else gzip(bytes, { level: GZIP_LEVEL }, (error, packed) => this.#send(error, bytes, packed, callback));
  }

  #send(error: Error | null, bytes: Buffer, packed: Buffer, callback: () => void): void {
    if (!this.#hasSentMetadata) this.sendMetadata(new Metadata());
    const message = error === null ? new EncodedMessage(packed, true) : new EncodedMessage(bytes, false);
    super.sendMessage(message, callback);
  }
}

class AcceptListener extends DelegatingListener {
  readonly #onAccepted: () => void;

  constructor(listener: CallListener, onAccepted: () => void) {
    super(listener);
    this.#onAccepted = onAccepted;
  }

  override onReceiveMetadata(metadata: Metadata): void {
    if (metadata.get(ACCEPT_GZIP_KEY).length > 0) this.#onAccepted();
    super.onReceiveMetadata(metadata);
  }
}

/** A response that is bytes already. */
class EncodedMessage {
  readonly #bytes: Buffer;
  readonly #isPacked: boolean;

  constructor(bytes: Buffer, isPacked: boolean) {
    this.#bytes = bytes;
    this.#isPacked = isPacked;
  }

  /**
   * What a serialiser gives to grpc-js, which writes the frame's five bytes (flag 0, length) and then has these copied
   * behind them: at that moment the flag of a packed message becomes 1, "compressed".
   */
  toFramePayload(): Buffer {
    const bytes = this.#bytes;
    if (!this.#isPacked) return bytes;
    const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    payload.copy = (target, targetStart = 0, ...range) => {
      target[targetStart - 5] = 1;
      return bytes.copy(target, targetStart, ...range);
    };
    return payload;
  }
}

/** The same serialiser, for messages that may be encoded already. */
export function acceptEncoded<Message>(
  serialize: (message: Message) => Buffer,
): (message: Message) => Buffer {
  return (message) => (message instanceof EncodedMessage ? message.toFramePayload() : serialize(message));
}
