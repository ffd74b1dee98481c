/** The input is not the SCALE encoding of what was asked for. */
export class ScaleError extends Error {
  override readonly name = "ScaleError";
}

/** Takes SCALE-encoded values off the front of a byte string. Every method throws {@link ScaleError} at the end. */
export class ScaleReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  byte(): number {
    return this.bytes(1)[0] ?? 0;
  }

  /** A view of the next `length` bytes. */
  bytes(length: number): Uint8Array {
    if (length > this.remaining) {
      throw new ScaleError(`Not enough data to fill buffer: ${length} wanted, ${this.remaining} left`);
    }
    this.#offset += length;
    return this.#bytes.subarray(this.#offset - length, this.#offset);
  }

  integer(byteLength: number, signed = false): bigint {
    let value = 0n;
    for (const byte of this.bytes(byteLength).toReversed()) value = (value << 8n) | BigInt(byte);
    return signed ? BigInt.asIntN(byteLength * 8, value) : value;
  }

  compact(): bigint {
    const first = this.byte();
    switch (first & 3) {
      case 0:
        return BigInt(first >> 2);
      case 1:
        return (this.integer(1) << 6n) | BigInt(first >> 2);
      case 2:
        return (this.integer(3) << 6n) | BigInt(first >> 2);
      default:
        return this.integer((first >> 2) + 4);
    }
  }

  /** The compact length of something whose parts take at least `bytesPerPart` bytes each. */
  length(bytesPerPart: number): number {
    const length = this.compact();
    if (length * BigInt(bytesPerPart) > BigInt(this.remaining)) {
      throw new ScaleError(
        `Not enough data to fill buffer: ${length} parts announced, ${this.remaining} bytes left`,
      );
    }
    return Number(length);
  }

  /** Throws unless everything was read. */
  end(): void {
    if (this.remaining > 0)
      throw new ScaleError(`Input buffer has still data left after decoding: ${this.remaining} bytes`);
  }
}
