import type { Clock } from "@headframe/kit";
import type { ArrivedFrame, FrameTransport } from "@headframe/pow";

/** What a relay in the middle does to a frame: pass on any number of frames instead. May take its time. */
export type FrameTamper = (frame: Uint8Array) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;

export interface TransportPairOptions {
  readonly clock: Clock;
  /** Changes what the executor sends. */
  readonly fromExecutor?: FrameTamper;
  /** Changes what the validator sends. */
  readonly fromValidator?: FrameTamper;
}

export interface TransportPair {
  readonly validator: FrameTransport;
  readonly executor: FrameTransport;
  /** Loses the connection for both. */
  sever(): void;
}

/** Two ends of a stream in memory. Frames arrive in order, at the time the clock shows then. */
export function createTransportPair(options: TransportPairOptions): TransportPair {
  const toExecutor = new Pipe(options.clock, options.fromValidator);
  const toValidator = new Pipe(options.clock, options.fromExecutor);
  return {
    validator: endOf(toExecutor, toValidator),
    executor: endOf(toValidator, toExecutor),
    sever() {
      toExecutor.end();
      toValidator.end();
    },
  };
}

function endOf(out: Pipe, into: Pipe): FrameTransport {
  return {
    send: (frame) => out.send(frame),
    frames: into,
    close() {
      out.end();
      into.end();
      return Promise.resolve();
    },
  };
}

class Pipe implements AsyncIterable<ArrivedFrame> {
  readonly #clock: Clock;
  readonly #tamper: FrameTamper | undefined;
  readonly #arrived: ArrivedFrame[] = [];
  #sending: Promise<void> = Promise.resolve();
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock, tamper: FrameTamper | undefined) {
    this.#clock = clock;
    this.#tamper = tamper;
  }

  send(frame: Uint8Array): Promise<void> {
    if (this.#isEnded) return Promise.reject(new Error("the stream has ended"));
    // The sender may reuse its bytes; a real transport would have written them by now.
    const bytes = frame.slice();
    this.#sending = this.#deliver(bytes, this.#sending);
    return this.#sending;
  }

  async #deliver(bytes: Uint8Array, previous: Promise<void>): Promise<void> {
    await previous;
    const passed = this.#tamper === undefined ? [bytes] : await this.#tamper(bytes);
    for (const frame of passed) this.#arrived.push({ frame, arrivalUs: this.#clock.monotonicUs() });
    this.#wake?.();
  }

  /** What was sent before still arrives. */
  end(): void {
    this.#isEnded = true;
    void this.#sending.then(() => this.#wake?.());
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ArrivedFrame> {
    for (;;) {
      await this.#sending;
      const next = this.#arrived.shift();
      if (next !== undefined) {
        yield next;
      } else if (this.#isEnded) {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
