import type { Driver, Handle } from "../src/driver/driver.js";

const WITH_TIMING = 0;

/** Times work in a stream by the GPU's own events. */
export class GpuClock {
  readonly #driver: Driver;
  readonly #stream: Handle;
  readonly #start: Handle;
  readonly #end: Handle;

  constructor(driver: Driver, stream: Handle) {
    this.#driver = driver;
    this.#stream = stream;
    this.#start = driver.readHandle("cuEventCreate", [WITH_TIMING]);
    this.#end = driver.readHandle("cuEventCreate", [WITH_TIMING]);
  }

  /** Milliseconds that the GPU took for what `enqueue` put into the stream. */
  time(enqueue: () => void): number {
    this.#driver.call("cuEventRecord", [this.#start, this.#stream]);
    enqueue();
    this.#driver.call("cuEventRecord", [this.#end, this.#stream]);
    this.#driver.call("cuEventSynchronize", [this.#end]);
    const ms = [0];
    this.#driver.call("cuEventElapsedTime", [ms, this.#start, this.#end]);
    return ms[0] as number;
  }

  destroy(): void {
    for (const event of [this.#start, this.#end]) this.#driver.call("cuEventDestroy_v2", [event]);
  }
}
