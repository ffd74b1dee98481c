import type { Driver, Handle } from "../src/driver/driver.js";

const WITH_TIMING = 0;

/** Times work in a stream by the GPU's own events. */
export class GpuClock {
  readonly #driver: Driver;
  readonly #stream: Handle;
  /** Events with timing, for work that records them itself. */
  readonly marks: { readonly start: Handle; readonly end: Handle };

  constructor(driver: Driver, stream: Handle) {
    this.#driver = driver;
    this.#stream = stream;
    const event = (): Handle => driver.readHandle("cuEventCreate", [WITH_TIMING]);
    this.marks = { start: event(), end: event() };
  }

  /** Milliseconds that the GPU took for what `enqueue` put into the stream. */
  time(enqueue: () => void): number {
    this.#driver.call("cuEventRecord", [this.marks.start, this.#stream]);
    enqueue();
    this.#driver.call("cuEventRecord", [this.marks.end, this.#stream]);
    this.#driver.call("cuEventSynchronize", [this.marks.end]);
    return this.elapsedMs();
  }

  /** Milliseconds between the two marks, both reached. */
  elapsedMs(): number {
    const ms = [0];
    this.#driver.call("cuEventElapsedTime", [ms, this.marks.start, this.marks.end]);
    return ms[0] as number;
  }

  destroy(): void {
    for (const event of [this.marks.start, this.marks.end]) this.#driver.call("cuEventDestroy_v2", [event]);
  }
}
