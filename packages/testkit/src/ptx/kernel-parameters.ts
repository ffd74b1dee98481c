/** Packs kernel parameters with natural alignment, as the driver's `kernelParams` would deliver them. */
export class KernelParameters {
  readonly #bytes: number[] = [];

  u32(value: number): this {
    this.#align(4);
    for (let i = 0; i < 4; i++) this.#bytes.push((value >>> (8 * i)) & 0xff);
    return this;
  }

  /** A device address, or 0. */
  address(value: number): this {
    this.#align(8);
    for (let i = 0; i < 8; i++) this.#bytes.push(Math.floor(value / 2 ** (8 * i)) & 0xff);
    return this;
  }

  /** A structure of words, aligned to 4. */
  words(bytes: Uint8Array): this {
    this.#align(4);
    this.#bytes.push(...bytes);
    return this;
  }

  build(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #align(to: number): void {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
  }
}
