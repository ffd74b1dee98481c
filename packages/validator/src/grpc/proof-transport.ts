import type { ArrivedFrame } from "@headframe/pow";
import type { ProofStream as WireStream } from "@headframe/protocol";
import type { ProofStream } from "../challenge/axon.js";
import { toSessionError } from "./to-validator-error.js";

/** How long the miner may take to end a stream that we have ended; then it is cancelled. */
const CLOSE_LIMIT_MS = 2_000;

/** A session on the wire, in the form in which sessions are run. */
export class ProofTransport implements ProofStream {
  readonly frames: AsyncIterable<ArrivedFrame>;
  readonly #stream: WireStream;
  readonly #executorId: string;
  #failure: unknown;
  #closing: Promise<void> | undefined;

  constructor(stream: WireStream, executorId: string) {
    this.#stream = stream;
    this.#executorId = executorId;
    this.frames = this.#read();
  }

  send(frame: Uint8Array): Promise<void> {
    return this.#stream.send(frame);
  }

  failure(): unknown {
    return this.#failure;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async *#read(): AsyncGenerator<ArrivedFrame, void, void> {
    try {
      for await (const { frame, arrivedUs } of this.#stream.frames()) yield { frame, arrivalUs: arrivedUs };
    } catch (error) {
      // What ends after we have ended the session says nothing about it.
      if (this.#closing === undefined) this.#failure = toSessionError(error, this.#executorId);
      throw error;
    }
  }

  /** The stream must have ended before its channel is closed, or the last frame may not be on its way yet. */
  async #close(): Promise<void> {
    this.#stream.halfClose();
    const limit = setTimeout(() => this.#stream.cancel(), CLOSE_LIMIT_MS);
    try {
      await this.#stream.closed;
    } finally {
      clearTimeout(limit);
    }
  }
}
