const INITIAL_BYTES = 64;

/** Collects SCALE-encoded bytes. Integers are little-endian. */
export class ScaleWriter {
  #buffer = new Uint8Array(INITIAL_BYTES);
  #length = 0;

  byte(value: number): this {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /** A fixed-width integer; negative numbers in two's complement. Throws `RangeError` when it does not fit. */
  integer(value: number | bigint, byteLength: number, signed = false): this {
    const bits = BigInt(byteLength * 8);
    const integer = BigInt(value);
    const [lowest, highest] = signed
      ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]
      : [0n, (1n << bits) - 1n];
    if (integer < lowest || integer > highest) {
      throw new RangeError(`${integer} does not fit ${signed ? "i" : "u"}${bits}`);
    }
    let rest = BigInt.asUintN(Number(bits), integer);
    for (let index = 0; index < byteLength; index++) {
      this.byte(Number(rest & 0xffn));
      rest >>= 8n;
    }
    return this;
  }

  /** A compact integer: one, two or four bytes, or a length and as many bytes as needed. */
  compact(value: number | bigint): this {
    const integer = BigInt(value);
    if (integer < 0n) throw new RangeError(`${integer} cannot be compact`);
    if (integer < 1n << 6n) return this.integer(integer << 2n, 1);
    if (integer < 1n << 14n) return this.integer((integer << 2n) | 1n, 2);
    if (integer < 1n << 30n) return this.integer((integer << 2n) | 2n, 4);
    const byteLength = Math.ceil(integer.toString(16).length / 2);
    return this.byte(((byteLength - 4) << 2) | 3).integer(integer, byteLength);
  }

  text(value: string): this {
    const encoded = new TextEncoder().encode(value);
    return this.compact(encoded.length).bytes(encoded);
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + more));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }
}
