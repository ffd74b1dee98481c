import type { ClientDuplexStream } from "@grpc/grpc-js";
import { toRpcError } from "../errors/rpc-error.js";
import { RelayedError } from "../server/open-call.js";
import type { RawServerStream } from "../server/streams.js";

export interface RelayOptions {
  /** The far side's address, for errors. */
  readonly address: string;
  /** `package.Service/Method`, for errors. */
  readonly method: string;
  /** Sees every message on its way; must return at once and keep no reference. */
  readonly onUpstream?: (message: Buffer) => void;
  readonly onDownstream?: (message: Buffer) => void;
}

/** Bytes that may wait for a slow side before the other side is told to wait. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Passes messages between a caller and the far side, both ways and undecoded, each side at the pace of the other.
 * Half-close, cancellation and initial metadata are passed on. Resolves when the far side ends with OK and everything
 * that it sent is on its way; the caller's stream is ended by its handler's return.
 *
 * @throws {RelayedError} when the far side fails: thrown on, it reaches the caller as the far side put it.
 */
export function relayStream(
  near: RawServerStream,
  far: ClientDuplexStream<Buffer, Buffer>,
  options: RelayOptions,
): Promise<void> {
  pump(near, far, options.onUpstream);
  pump(far, near, options.onDownstream);
  near.on("end", () => far.end());
  far.on("metadata", (metadata) => near.sendMetadata(metadata));

  return new Promise((resolve, reject) => {
    let failure: RelayedError | undefined;
    let isDrained = false;
    let hasStatus = false;
    // The status is known before what was buffered has been read: both must have happened.
    const settle = (): void => {
      if (!isDrained || !hasStatus) return;
      if (failure === undefined) resolve();
      else reject(failure);
    };
    near.on("cancelled", () => {
      // Nobody is left to read what waits: the end must not depend on it.
      isDrained = true;
      far.cancel();
      settle();
    });
    far.on("error", (error) => {
      failure = new RelayedError(toRpcError(error, options));
    });
    far.on("status", () => {
      hasStatus = true;
      settle();
    });
    far.on("end", () => {
      isDrained = true;
      settle();
    });
  });
}

interface Source {
  on(event: "data", listener: (message: Buffer) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

interface Sink {
  write(message: Buffer, onWritten: () => void): boolean;
}

/** Streams of grpc-js count messages; a message may have 2 MiB, so bytes are counted here. */
function pump(source: Source, sink: Sink, onMessage: RelayOptions["onUpstream"]): void {
  let waitingBytes = 0;
  source.on("data", (message) => {
    onMessage?.(message);
    waitingBytes += message.length;
    if (waitingBytes >= MAX_WAITING_BYTES) source.pause();
    sink.write(message, () => {
      const wasFull = waitingBytes >= MAX_WAITING_BYTES;
      waitingBytes -= message.length;
      if (wasFull && waitingBytes < MAX_WAITING_BYTES) source.resume();
    });
  });
}
