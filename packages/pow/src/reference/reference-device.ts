import { setImmediate } from "node:timers/promises";

import type { Device, DeviceOpenings } from "../device/device.js";
import { DeviceError } from "../device/errors.js";
import { keyWords } from "../rules/chacha8.js";
import {
  findInvalidField,
  leavesPerProduct,
  neededBytes,
  stripsPerProduct,
  type PowParams,
} from "../rules/params.js";
import { HASH_BYTES, LEAF_BYTES, type MerkleTree } from "../rules/tree.js";
import { WALKERS_PER_LEAF } from "../rules/walk.js";
import type { GpuClaim } from "../wire/message.js";
import { computeProduct, treeOfLeaves, type ReferenceProduct } from "./reference-product.js";
import { walkProducts } from "./reference-walk.js";

/** How the reference device calls itself wherever it shows. */
export const REFERENCE_DEVICE_NAME = "reference device (CPU, not a GPU)";

const DEFAULT_MEMORY_BYTES = 2 ** 30;
// Between two slices the thread serves other things: messages, timers, the signal.
const SLICE_MS = 10;

/** Ways to be wrong, so that tests and demonstrations can show that a verifier notices. Each changes bytes in place. */
export interface ReferenceFaults {
  /** After product `m` was computed, before its tree is: what a device would do that skips work. */
  readonly spoilProduct?: (product: ReferenceProduct, m: number) => void;
  /** After all commits to the fill: what a device would do that drops memory. */
  readonly spoilMemory?: (items: Uint8Array, m: number) => void;
  /** After the walk, before its tree: W·32 bytes of walker digests. */
  readonly spoilWalk?: (digests: Uint8Array) => void;
}

export interface ReferenceDeviceOptions {
  /** 16 bytes, stable over restarts. */
  readonly uuid: Uint8Array;
  /** Added to {@link REFERENCE_DEVICE_NAME}, to tell several apart. */
  readonly label?: string;
  /** What it claims and keeps to, by the formula for GPUs (`neededBytes`). Default: 1 GiB. */
  readonly memoryBytes?: number;
  /** Default: none, the device is honest. */
  readonly faults?: ReferenceFaults;
}

interface Filled {
  readonly products: readonly ReferenceProduct[];
  readonly trees: readonly MerkleTree[];
}

interface Walked {
  readonly digests: Uint8Array;
  readonly tree: MerkleTree;
}

/**
 * A {@link Device} that computes the proof on the CPU, in plain JavaScript and on the calling thread.
 *
 * For tests, demonstrations and development. It is exact for all parameters, and far too slow for those of production.
 */
export class ReferenceDevice implements Device {
  readonly uuid: Uint8Array;
  readonly #name: string;
  readonly #memoryBytes: number;
  readonly #faults: ReferenceFaults;
  #params: PowParams | undefined;
  #filled: Filled | undefined;
  #walked: Walked | undefined;

  constructor({ uuid, label, memoryBytes = DEFAULT_MEMORY_BYTES, faults = {} }: ReferenceDeviceOptions) {
    this.uuid = uuid;
    this.#name = label === undefined ? REFERENCE_DEVICE_NAME : `${REFERENCE_DEVICE_NAME} ${label}`;
    this.#memoryBytes = memoryBytes;
    this.#faults = faults;
  }

  claim(signal: AbortSignal): Promise<GpuClaim> {
    signal.throwIfAborted();
    const takenBytes = this.#params === undefined ? 0 : neededBytes(this.#params);
    return Promise.resolve({
      uuid: this.uuid,
      totalBytes: BigInt(this.#memoryBytes),
      freeBytes: BigInt(this.#memoryBytes - takenBytes),
      driver: 0,
      pciDomain: 0,
      pciBus: 0,
      pciDevice: 0,
      ccMajor: 0,
      ccMinor: 0,
      sms: 0,
      kernel: 0,
      flags: 0,
      name: this.#name,
    });
  }

  async prepare(params: PowParams, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const field = findInvalidField(params);
    if (field !== undefined) throw new RangeError(`parameter ${field} breaks the rules`);
    const needed = neededBytes(params);
    if (needed > this.#memoryBytes) {
      throw new DeviceError(
        { code: "device/out-of-memory", neededBytes: needed, freeBytes: this.#memoryBytes },
        `the challenge needs ${needed} bytes, the reference device has ${this.#memoryBytes}`,
        { hint: "Give the reference device more memory, or ask it for fewer products." },
      );
    }
    await this.release();
    this.#params = params;
  }

  async fill(seed: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const params = this.#params ?? outOfOrder("fill");
    const seedWords = keyWords(seed);
    const products: ReferenceProduct[] = [];
    const trees: MerkleTree[] = [];
    const roots = new Uint8Array(params.M * HASH_BYTES);
    for (let m = 0; m < params.M; m += 1) {
      const product = await runInSlices(computeProduct(seedWords, params, m), signal);
      this.#faults.spoilProduct?.(product, m);
      const tree = treeOfLeaves(product.digests);
      products.push(product);
      trees.push(tree);
      roots.set(tree.root, m * HASH_BYTES);
    }
    for (const [m, { items }] of products.entries()) this.#faults.spoilMemory?.(items, m);
    this.#filled = { products, trees };
    return roots;
  }

  async walk(nonce: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const params = this.#params ?? outOfOrder("walk");
    const { products } = this.#filled ?? outOfOrder("walk");
    const words = products.map((product) => product.itemWords);
    const digests = await runInSlices(walkProducts(words, nonce, params), signal);
    this.#faults.spoilWalk?.(digests);
    const tree = treeOfLeaves(digests);
    this.#walked = { digests, tree };
    return tree.root;
  }

  open(strips: readonly number[], walkers: readonly number[], signal: AbortSignal): Promise<DeviceOpenings> {
    signal.throwIfAborted();
    const { n } = this.#params ?? outOfOrder("open");
    const { products, trees } = this.#filled ?? outOfOrder("open");
    const walked = this.#walked ?? outOfOrder("open");
    return Promise.resolve({
      strips: joinLeaves(
        strips.map((strip) => {
          const m = Math.floor(strip / stripsPerProduct(n));
          const leaf = Math.floor(strip / 8) % leavesPerProduct(n);
          return openLeaf(products[m]?.digests, trees[m], leaf);
        }),
      ),
      walkers: joinLeaves(
        walkers.map((walker) => openLeaf(walked.digests, walked.tree, Math.floor(walker / WALKERS_PER_LEAF))),
      ),
    });
  }

  release(): Promise<void> {
    this.#params = undefined;
    this.#filled = undefined;
    this.#walked = undefined;
    return Promise.resolve();
  }
}

function openLeaf(leaves: Uint8Array | undefined, tree: MerkleTree | undefined, leaf: number): Uint8Array {
  if (leaves === undefined || tree === undefined) throw new RangeError(`there is no leaf ${leaf} to open`);
  const opened = new Uint8Array(LEAF_BYTES + tree.depth * HASH_BYTES);
  opened.set(leaves.subarray(leaf * LEAF_BYTES, (leaf + 1) * LEAF_BYTES));
  tree.writePath(leaf, opened, LEAF_BYTES);
  return opened;
}

function joinLeaves(opened: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(opened));
}

async function runInSlices<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  let sliceEndMs = performance.now() + SLICE_MS;
  for (;;) {
    signal.throwIfAborted();
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() >= sliceEndMs) {
      await setImmediate();
      sliceEndMs = performance.now() + SLICE_MS;
    }
  }
}

function outOfOrder(call: string): never {
  throw new DeviceError(
    { code: "device/out-of-order", call },
    `${call} was called before what it needs: the order is prepare, fill, walk, open`,
  );
}
