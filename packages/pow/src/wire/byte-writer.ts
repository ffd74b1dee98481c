import { encodeU32, encodeU64, encodeU8 } from "../rules/tagged-hash.js";

/** Collects little-endian values. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  u8(value: number): this {
    return this.bytes(encodeU8(value));
  }

  u16(value: number): this {
    return this.bytes(Uint8Array.of(value & 255, value >>> 8));
  }

  u32(value: number): this {
    return this.bytes(encodeU32(value));
  }

  u64(value: bigint): this {
    return this.bytes(encodeU64(value));
  }

  bytes(value: Uint8Array): this {
    this.#parts.push(value);
    return this;
  }

  /** u8 length, then the bytes. Throws a RangeError for more than 255. */
  shortBytes(value: Uint8Array): this {
    if (value.length > 255) throw new RangeError(`at most 255 bytes, not ${value.length}`);
    return this.u8(value.length).bytes(value);
  }

  /** u8 count, then the values. */
  list<Value>(values: readonly Value[], write: (writer: this, value: Value) => unknown): this {
    this.u8(values.length);
    for (const value of values) write(this, value);
    return this;
  }

  /** Everything in one new array. */
  finish(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#parts));
  }
}
