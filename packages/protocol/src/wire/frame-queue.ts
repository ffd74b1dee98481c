import type { Clock } from "@headframe/kit";

/** A frame and when its last byte was here. */
export interface ArrivedFrame {
  readonly frame: Buffer;
  /** Microseconds on {@link Clock.monotonicUs}. */
  readonly arrivedUs: number;
}

interface FrameSource {
  on(event: "data", listener: (message: { readonly frame: Buffer }) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** Bytes that wait for the reader before the peer is told to wait. Eight of the largest frames of GPOW-1. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** Takes frames off a stream and stamps each at once, however late its reader is. For one reader. */
export class FrameQueue {
  readonly #source: FrameSource;
  readonly #waiting: ArrivedFrame[] = [];
  #waitingBytes = 0;
  #end: { readonly failure: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(source: FrameSource, clock: Clock) {
    this.#source = source;
    source.on("data", ({ frame }) => {
      this.#waiting.push({ frame, arrivedUs: clock.monotonicUs() });
      this.#waitingBytes += frame.length;
      if (this.#waitingBytes >= MAX_WAITING_BYTES) source.pause();
      this.#notify();
    });
  }

  /** Nothing more will come. With a failure, the reader gets it after the frames that came before. */
  end(failure?: unknown): void {
    this.#end ??= { failure };
    this.#notify();
  }

  /** The frames in order. Throws the failure that the queue was ended with. */
  async *frames(): AsyncGenerator<ArrivedFrame, void, void> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        const wasFull = this.#waitingBytes >= MAX_WAITING_BYTES;
        this.#waitingBytes -= next.frame.length;
        if (wasFull && this.#waitingBytes < MAX_WAITING_BYTES) this.#source.resume();
        yield next;
      } else if (this.#end !== undefined) {
        if (this.#end.failure !== undefined) throw this.#end.failure;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
