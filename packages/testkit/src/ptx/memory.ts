/** A kernel did something that a real GPU would punish or leave undefined. */
export class PtxFault extends Error {
  override readonly name = "PtxFault";
}

const FIRST_ADDRESS = 0x7f00_0000_0000;
/** Between two allocations: an access that runs over the end of one never lands in the next. */
const GUARD_BYTES = 1 << 20;

interface Allocation {
  readonly address: number;
  /** Bytes that may be accessed. */
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

function holds(allocation: Allocation, address: number, size: number): boolean {
  return address >= allocation.address && address + size <= allocation.address + allocation.size;
}

/** Global memory of the emulated device: separate allocations with bounds. Addresses are numbers below 2⁵³. */
export class GlobalMemory {
  readonly #allocations: Allocation[] = [];
  #next = FIRST_ADDRESS;
  #last: Allocation | undefined;

  /** Allocates `size` bytes of garbage and returns the address, a multiple of 256. */
  allocate(size: number): number {
    const buffer = new ArrayBuffer(Math.ceil(size / 4) * 4);
    const allocation = {
      address: this.#next,
      size,
      bytes: new Uint8Array(buffer, 0, size),
      words: new Int32Array(buffer),
    };
    allocation.words.fill(0x5a5a_a5a5); // what nobody wrote must not look like zero
    this.#allocations.push(allocation);
    this.#next += Math.ceil((size + GUARD_BYTES) / 256) * 256;
    return allocation.address;
  }

  /** The bytes of the allocation that begins at `address`. */
  bytesAt(address: number): Uint8Array {
    const allocation = this.#allocations.find((candidate) => candidate.address === address);
    if (!allocation) throw new PtxFault(`no allocation at 0x${address.toString(16)}`);
    return allocation.bytes;
  }

  /** Copies `bytes` to `address`; both inside one allocation. */
  write(address: number, bytes: Uint8Array): void {
    const allocation = this.#find(address, bytes.length, 1);
    allocation.bytes.set(bytes, address - allocation.address);
  }

  /** The word view and index for an aligned access of `size` bytes (a multiple of 4). */
  words(address: number, size: number): { readonly words: Int32Array; readonly index: number } {
    const allocation = this.#find(address, size, size);
    return { words: allocation.words, index: (address - allocation.address) >> 2 };
  }

  #find(address: number, size: number, alignment: number): Allocation {
    if (address % alignment !== 0) {
      throw new PtxFault(`access of ${size} bytes at 0x${address.toString(16)} is misaligned`);
    }
    // Nearly always the one before: most accesses of a kernel follow each other in one allocation.
    if (this.#last !== undefined && holds(this.#last, address, size)) return this.#last;
    const found = this.#allocations.find((allocation) => holds(allocation, address, size));
    if (!found) throw new PtxFault(`access of ${size} bytes at 0x${address.toString(16)} is out of bounds`);
    this.#last = found;
    return found;
  }
}

/**
 * Shared memory of one block. Knows which 16-byte chunks were written through the generic proxy and by whom, so that a
 * `wgmma` that reads them without a proxy fence is caught.
 */
export class SharedMemory {
  readonly words: Int32Array;
  /** Per 16-byte chunk: 1 + warp that wrote it through the generic proxy and has not fenced since; 0 = clean. */
  readonly #unfencedWriter: Uint8Array;
  readonly #size: number;

  constructor(size: number, fillWord: number) {
    this.#size = size;
    this.words = new Int32Array(Math.ceil(size / 4)).fill(fillWord);
    this.#unfencedWriter = new Uint8Array(Math.ceil(size / 16) + 1);
  }

  /** Index into {@link words} for an aligned access. */
  indexOf(address: number, size: number): number {
    if (address % size !== 0)
      throw new PtxFault(`shared access of ${size} bytes at ${address} is misaligned`);
    if (address < 0 || address + size > this.#size) {
      throw new PtxFault(
        `shared access of ${size} bytes at ${address} is out of the launch's ${this.#size} bytes`,
      );
    }
    return address >> 2;
  }

  markGenericWrite(address: number, warp: number): void {
    this.#unfencedWriter[address >> 4] = warp + 1;
  }

  /** `fence.proxy.async` of one warp covers what that warp wrote. */
  fenceProxy(warp: number): void {
    const writer = warp + 1;
    for (let i = 0; i < this.#unfencedWriter.length; i++) {
      if (this.#unfencedWriter[i] === writer) this.#unfencedWriter[i] = 0;
    }
  }

  /** Address check of a read through the asynchronous proxy (wgmma). */
  asyncIndexOf(address: number, size: number): number {
    const index = this.indexOf(address, size);
    if (this.#unfencedWriter[address >> 4] !== 0) {
      throw new PtxFault(`wgmma reads shared address ${address} that no fence.proxy.async has covered`);
    }
    return index;
  }
}
