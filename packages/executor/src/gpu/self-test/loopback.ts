import type { Clock } from "@headframe/kit";
import type { ArrivedFrame, FrameTransport } from "@headframe/pow";

/** Both ends of one session inside this process. */
export interface Loopback {
  readonly validator: FrameTransport;
  readonly executor: FrameTransport;
}

/** Connects a verifier and a prover without a network; frames arrive in order, at the time the clock shows then. */
export function createLoopback(clock: Clock): Loopback {
  const toExecutor = new Pipe(clock);
  const toValidator = new Pipe(clock);
  return { validator: endOf(toExecutor, toValidator), executor: endOf(toValidator, toExecutor) };
}

function endOf(out: Pipe, into: Pipe): FrameTransport {
  return {
    send: (frame) => out.send(frame),
    frames: into,
    close: () => {
      out.end();
      into.end();
      return Promise.resolve();
    },
  };
}

/** One direction. Bounded by the protocol itself: a session has a few dozen frames. */
class Pipe implements AsyncIterable<ArrivedFrame> {
  readonly #clock: Clock;
  readonly #arrived: ArrivedFrame[] = [];
  #isEnded = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send(frame: Uint8Array): Promise<void> {
    if (this.#isEnded) return Promise.reject(new Error("the other side has ended the session"));
    this.#arrived.push({ frame: frame.slice(), arrivalUs: this.#clock.monotonicUs() });
    this.#wake?.();
    return Promise.resolve();
  }

  /** What was sent before still arrives. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ArrivedFrame> {
    for (;;) {
      const next = this.#arrived.shift();
      if (next !== undefined) yield next;
      else if (this.#isEnded) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
