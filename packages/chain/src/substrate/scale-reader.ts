/** What bytes cannot be read as the type that they are said to have. */
export class ScaleError extends Error {
  override readonly name = "ScaleError";
}

/** Longest compact integer that is read: 8 bytes and the one before them that says so. */
const MAX_COMPACT_BYTES = 8;

/** Reads SCALE-encoded values one after the other. Throws {@link ScaleError} beyond the end. */
export class ScaleReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  assertAtEnd(): void {
    const left = this.#bytes.length - this.#at;
    if (left > 0) throw new ScaleError(`${left} bytes are left over`);
  }

  /** The next `length` bytes; a view, not a copy. */
  bytes(length: number): Buffer {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  /** One byte, 0 or 1. */
  bool(): boolean {
    const byte = this.u8();
    if (byte > 1) throw new ScaleError(`${byte} is no boolean`);
    return byte === 1;
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  u64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#take(8));
  }

  u128(): bigint {
    const low = this.u64();
    return low | (this.u64() << 64n);
  }

  /** A compact integer of at most 64 bits. */
  compact(): bigint {
    const first = this.u8();
    switch (first & 3) {
      case 0:
        return BigInt(first >> 2);
      case 1:
        return BigInt((first | (this.u8() << 8)) >>> 2);
      case 2:
        return BigInt((first | (this.u8() << 8) | (this.u16() << 16)) >>> 2);
      default:
        return this.#longCompact((first >> 2) + 4);
    }
  }

  /** A sequence's items; `leastItemBytes` bounds how many there can be. */
  list<T>(leastItemBytes: number, readItem: () => T): T[] {
    const count = Number(this.compact());
    if (count * leastItemBytes > this.#bytes.length - this.#at) {
      throw new ScaleError(
        `a list of ${count} does not fit into what is left of ${this.#bytes.length} bytes`,
      );
    }
    return Array.from({ length: count }, readItem);
  }

  /** Moves on by `length` bytes; gives where they begin. */
  #take(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) {
      throw new ScaleError(`${this.#bytes.length} bytes end before a value of ${length} at ${at}`);
    }
    this.#at = at + length;
    return at;
  }

  #longCompact(length: number): bigint {
    if (length > MAX_COMPACT_BYTES) throw new ScaleError(`a compact integer of ${length} bytes is too large`);
    return this.bytes(length).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }
}
