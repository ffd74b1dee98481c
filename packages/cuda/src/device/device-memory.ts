import type { Driver, Handle } from "../driver/driver.js";

/** What was allocated in the current context, so that it can all be given back. */
export class DeviceMemory {
  readonly #driver: Driver;
  readonly #addresses: Handle[] = [];
  #knownFreeBytes = 0;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  /** Free bytes on the device, whoever else uses it. */
  freeBytes(): number {
    const free: (number | bigint)[] = [0];
    this.#driver.call("cuMemGetInfo_v2", [free, [0]]);
    this.#knownFreeBytes = Number(free[0]);
    return this.#knownFreeBytes;
  }

  /** What {@link freeBytes} gave last: for the words about a call that failed since. */
  get knownFreeBytes(): number {
    return this.#knownFreeBytes;
  }

  allocate(bytes: number): Handle {
    const address = this.#driver.readHandle("cuMemAlloc_v2", [bytes], {
      facts: `${bytes} bytes were asked for`,
    });
    this.#addresses.push(address);
    return address;
  }

  /** Forgets what was taken: the context that held it is dead. */
  abandon(): void {
    this.#addresses.length = 0;
  }

  /** Gives everything back. Idempotent. */
  free(): void {
    for (const address of this.#addresses.splice(0)) this.#driver.call("cuMemFree_v2", [address]);
  }
}
