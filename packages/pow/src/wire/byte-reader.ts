/** Reads little-endian values from bytes. Past the end it gives zeros and {@link isExact} stays false for good. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Whether everything was read and nothing past the end. */
  get isExact(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Bytes not read yet; negative once something was read past the end. */
  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  u8(): number {
    const at = this.#take(1);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  u16(): number {
    const at = this.#take(2);
    return at === undefined ? 0 : this.#view.getUint16(at, true);
  }

  u32(): number {
    const at = this.#take(4);
    return at === undefined ? 0 : this.#view.getUint32(at, true);
  }

  u64(): bigint {
    const at = this.#take(8);
    return at === undefined ? 0n : this.#view.getBigUint64(at, true);
  }

  /** A view, not a copy. Empty past the end. */
  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return at === undefined ? new Uint8Array(0) : this.#bytes.subarray(at, at + length);
  }

  /** u8 length, then as many bytes. */
  shortBytes(): Uint8Array {
    return this.bytes(this.u8());
  }

  /** u8 count, then as many values. Stops early past the end, so a count cannot cause more work than there are bytes. */
  list<Value>(read: (reader: ByteReader) => Value): readonly Value[] {
    const count = this.u8();
    const values: Value[] = [];
    while (values.length < count && this.remaining > 0) values.push(read(this));
    if (values.length < count) this.#at = this.#bytes.length + 1;
    return values;
  }

  #take(length: number): number | undefined {
    const at = this.#at;
    this.#at += length;
    return this.#at <= this.#bytes.length ? at : undefined;
  }
}
