import { gzip } from "node:zlib";

/** Below this, packing costs more than it saves: a packet or two. */
const MIN_PACKED_BYTES = 16 * 1024;

/** Fast rather than small: the threads that pack serve files and signatures too. */
const GZIP_LEVEL = 1;

/** The value of `grpc-encoding` for packed messages. Messages that are not may be mixed in. */
export const GZIP_ENCODING = "gzip";

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

/**
 * A response as it goes to grpc-js 1.14, which can read packed messages but not write them: packed when it is large.
 * The service's serialiser must have gone through {@link acceptEncoded}.
 */
export function packResponse(
  response: unknown,
  serialize: (response: unknown) => Buffer,
): Promise<EncodedMessage> {
  const bytes = serialize(response);
  if (bytes.length < MIN_PACKED_BYTES) return Promise.resolve(new EncodedMessage(bytes, false));
  return new Promise((resolve, reject) => {
    gzip(bytes, { level: GZIP_LEVEL }, (error, packed) => {
      if (error === null) resolve(new EncodedMessage(packed, true));
      else reject(error);
    });
  });
}

/** The same serialiser, for messages that may be encoded already. */
export function acceptEncoded<Message>(
  serialize: (message: Message) => Buffer,
): (message: Message) => Buffer {
  return (message) => (message instanceof EncodedMessage ? message.toFramePayload() : serialize(message));
}
