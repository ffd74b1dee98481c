import koffi from "koffi";
import type { Driver, Handle } from "./driver.js";

/** Page-locked host memory: the target of asynchronous copies from the device. */
export class PinnedBuffer {
  readonly address: Handle;
  readonly size: number;
  readonly #driver: Driver;

  constructor(driver: Driver, size: number) {
    this.#driver = driver;
    this.size = size;
    this.address = driver.readHandle("cuMemHostAlloc", [size, 0]);
  }

  /** A copy of the first `length` bytes. */
  read(length: number): Uint8Array {
    return Uint8Array.from(koffi.decode(this.address, koffi.array("uint8_t", length, "Typed")) as Uint8Array);
  }

  free(): void {
    this.#driver.call("cuMemFreeHost", [this.address]);
  }
}
