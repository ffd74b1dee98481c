import type { PowParams } from "@headframe/pow";
import type { Driver, Handle } from "../driver/driver.js";
import type { KernelArgument } from "../driver/launch.js";
import { EVENT_WITHOUT_TIMING, NON_BLOCKING_STREAM } from "../driver/symbols.data.js";
import type { GpowModule } from "../kernels/gpow-module.js";
import {
  type ChallengeMemory,
  MAX_SLABS,
  productAddress,
  treeAddress,
  type WorkSet,
} from "./challenge-memory.js";

/** Domain of ChaCha8 blocks that are operands (GPOW-1, section 3). */
const OPERAND_DOMAIN = 0;
/** Blocks of 64 bytes in a leaf and in a node. */
const LEAF_BLOCKS = 16;
const NODE_BLOCKS = 1;

const u32 = (value: number): KernelArgument => ({ kind: "u32", value });
const address = (value: Handle): KernelArgument => ({ kind: "address", value });
const bytes = (value: Uint8Array): KernelArgument => ({ kind: "bytes", value });

/** How many products are put into the queue before the thread looks up again. */
const PRODUCTS_PER_TURN = 16;

/**
 * Puts the kernels of GPOW-1 in order on two streams: products on one; on the other, the next product's operands and
 * the last product's hashes, which overlap with it.
 */
export class Pipeline {
  readonly main: Handle;
  readonly #side: Handle;
  readonly #driver: Driver;
  readonly #module: GpowModule;
  /** Per work set: its operands are there; its product is done; its digests are hashed. */
  readonly #operandsReady: readonly [Handle, Handle];
  readonly #productDone: readonly [Handle, Handle];
  readonly #digestsHashed: readonly [Handle, Handle];

  constructor(driver: Driver, module: GpowModule) {
    this.#driver = driver;
    this.#module = module;
    this.main = driver.readHandle("cuStreamCreate", [NON_BLOCKING_STREAM]);
    this.#side = driver.readHandle("cuStreamCreate", [NON_BLOCKING_STREAM]);
    const event = (): Handle => driver.readHandle("cuEventCreate", [EVENT_WITHOUT_TIMING]);
    this.#operandsReady = [event(), event()];
    this.#productDone = [event(), event()];
    this.#digestsHashed = [event(), event()];
  }

  /** All products of `seed`, their trees and their roots. `marks` are recorded before the first and after the last. */
  async fill(
    memory: ChallengeMemory,
    params: PowParams,
    seed: Uint8Array,
    signal: AbortSignal,
    marks?: { readonly start: Handle; readonly end: Handle },
  ): Promise<void> {
    if (marks !== undefined) this.#record(marks.start, this.main);
    for (let m = 0; m < params.M; m++) {
      const even = (m & 1) as 0 | 1;
      const odd = (1 - even) as 0 | 1;
      if (m === 0) this.#prepareOperands(memory.workSets[0], params, seed, 0, this.#operandsReady[0]);
      this.#wait(this.main, this.#operandsReady[even]);
      if (m >= 2) this.#wait(this.main, this.#digestsHashed[even]);
      this.#multiply(memory.workSets[even], productAddress(memory, params, m), params);
      this.#record(this.#productDone[even], this.main);
      if (m >= 1) this.#wait(this.#side, this.#productDone[odd]);
      if (m + 1 < params.M) {
        this.#prepareOperands(memory.workSets[odd], params, seed, m + 1, this.#operandsReady[odd]);
      }
      if (m >= 1) this.#hashProduct(memory, params, m - 1, odd);
      if (m % PRODUCTS_PER_TURN === PRODUCTS_PER_TURN - 1) await breathe(signal);
    }
    const last = ((params.M - 1) & 1) as 0 | 1;
    this.#wait(this.#side, this.#productDone[last]);
    this.#hashProduct(memory, params, params.M - 1, last);
    if (marks !== undefined) this.#record(marks.end, this.#side);
    await breathe(signal);
    this.synchronize();
  }

  /** All walkers of `nonce`, the tree above them and its root. */
  walk(memory: ChallengeMemory, params: PowParams, nonce: Uint8Array): void {
    const { n, M, S, W } = params;
    const table = Buffer.alloc(8 * MAX_SLABS);
    memory.slabs.forEach((slab, index) => table.writeBigUInt64LE(slab, 8 * index));
    const itemsPerProduct = (n * n) / 128;
    this.#module.walk.launch(this.main, { grid: (W * 8) / 256, block: 256 }, [
      bytes(table),
      u32(memory.productsPerSlab * itemsPerProduct),
      u32(M * itemsPerProduct),
      bytes(nonce),
      u32(S),
      u32(W),
      address(memory.walkers),
    ]);
    this.#hashTree(this.main, memory.walkers, memory.walkTree, memory.walkRoot, W / 32);
    this.synchronize();
  }

  /** Makes product m again: its digests lie in the first work set afterwards. Its bytes are written as they were. */
  remake(memory: ChallengeMemory, params: PowParams, seed: Uint8Array, m: number): void {
    const set = memory.workSets[0];
    this.#generate(this.main, set, params, seed, m);
    this.#multiply(set, productAddress(memory, params, m), params);
  }

  /** Waits for everything. A failure names the kernels that were running. */
  synchronize(): void {
    this.#driver.call("cuStreamSynchronize", [this.main]);
    this.#driver.call("cuStreamSynchronize", [this.#side]);
    this.#driver.markIdle();
  }

  destroy(): void {
    for (const event of [...this.#operandsReady, ...this.#productDone, ...this.#digestsHashed]) {
      this.#driver.call("cuEventDestroy_v2", [event]);
    }
    for (const stream of [this.main, this.#side]) this.#driver.call("cuStreamDestroy_v2", [stream]);
  }

  #prepareOperands(set: WorkSet, params: PowParams, seed: Uint8Array, m: number, ready: Handle): void {
    this.#generate(this.#side, set, params, seed, m);
    this.#record(ready, this.#side);
  }

  #generate(stream: Handle, set: WorkSet, { n, K }: PowParams, seed: Uint8Array, m: number): void {
    const blocks = (n * K) / 64;
    const shape = { grid: Math.ceil(blocks / 128), block: 128 };
    for (const [o, operand] of [set.a, set.b].entries()) {
      this.#module.operand.launch(stream, shape, [
        address(operand),
        bytes(seed),
        u32(K / 64),
        u32(blocks),
        u32(2 * m + o),
        u32(OPERAND_DOMAIN),
      ]);
    }
  }

  #multiply({ a, b, digests }: WorkSet, product: Handle, { n, K }: PowParams): void {
    const shape = { grid: (n / 128) * (n / 256), block: 256, sharedBytes: this.#module.file.gemmSharedBytes };
    this.#module.gemm.launch(this.main, shape, [
      address(a),
      address(b),
      address(product),
      address(digests),
      u32(n),
      u32(K),
    ]);
  }

  #hashProduct(memory: ChallengeMemory, { n }: PowParams, m: number, set: 0 | 1): void {
    const root = memory.roots + BigInt(32 * m);
    this.#hashTree(this.#side, memory.workSets[set].digests, treeAddress(memory, m), root, (n * n) / 8192);
    this.#record(this.#digestsHashed[set], this.#side);
  }

  /** Hashes `leaves` leaves of 1024 bytes and all levels above: the levels to `tree`, the last hash to `root`. */
  #hashTree(stream: Handle, input: Handle, tree: Handle, root: Handle, leaves: number): void {
    this.#hash(stream, input, tree, leaves, LEAF_BLOCKS);
    let level = tree;
    for (let count = leaves / 2; count >= 1; count /= 2) {
      const above = count === 1 ? root : level + BigInt(64 * count);
      this.#hash(stream, level, above, count, NODE_BLOCKS);
      level = above;
    }
  }

  #hash(stream: Handle, input: Handle, output: Handle, count: number, blocks: number): void {
    const shape = { grid: Math.ceil(count / 128), block: 128 };
    this.#module.sha256.launch(stream, shape, [address(input), address(output), u32(count), u32(blocks)]);
  }

  #wait(stream: Handle, event: Handle): void {
    this.#driver.call("cuStreamWaitEvent", [stream, event, 0]);
  }

  #record(event: Handle, stream: Handle): void {
    this.#driver.call("cuEventRecord", [event, stream]);
  }
}

/** Lets messages of the thread in, a cancellation among them. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  signal.throwIfAborted();
}
