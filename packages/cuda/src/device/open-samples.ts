import type { DeviceOpenings, PowParams } from "@headframe/pow";
import { PinnedBuffer } from "../driver/pinned-buffer.js";
import type { Driver, Handle } from "../driver/driver.js";
import { type ChallengeMemory, treeAddress } from "./challenge-memory.js";
import type { Pipeline } from "./pipeline.js";

const LEAF_BYTES = 1024;
const HASH_BYTES = 32;
const STRIPS_PER_LEAF = 8;
const WALKERS_PER_LEAF = 32;

export interface OpenInput {
  readonly driver: Driver;
  readonly pipeline: Pipeline;
  readonly memory: ChallengeMemory;
  readonly params: PowParams;
  readonly seed: Uint8Array;
  readonly strips: readonly number[];
  readonly walkers: readonly number[];
}

/** A copy from the device into the openings. */
interface Piece {
  readonly from: Handle;
  readonly bytes: number;
  readonly to: number;
}

/** Leaves and paths of the samples (GPOW-1, section 12). The digests of the sampled products are made again. */
export function openSamples(input: OpenInput): DeviceOpenings {
  const { driver, pipeline, memory, params, seed, strips, walkers } = input;
  const stripsPerProduct = (params.n / 16) * (params.n / 64);
  const productDepth = Math.log2((params.n * params.n) / 8192);
  const walkDepth = Math.log2(params.W / WALKERS_PER_LEAF);
  const stripBytes = LEAF_BYTES + HASH_BYTES * productDepth;
  const walkerBytes = LEAF_BYTES + HASH_BYTES * walkDepth;
  const total = strips.length * stripBytes + walkers.length * walkerBytes;
  const buffer = new PinnedBuffer(driver, total);
  try {
    const copy = ({ from, bytes, to }: Piece): void =>
      driver.call("cuMemcpyDtoHAsync_v2", [buffer.address + BigInt(to), from, bytes, pipeline.main]);

    for (const [m, samples] of groupByProduct(strips, stripsPerProduct)) {
      pipeline.remake(memory, params, seed, m);
      for (const { strip, order } of samples) {
        const leaf = Math.floor((strip % stripsPerProduct) / STRIPS_PER_LEAF);
        const to = order * stripBytes;
        copy({ from: memory.workSets[0].digests + BigInt(leaf * LEAF_BYTES), bytes: LEAF_BYTES, to });
        pathOf(treeAddress(memory, m), 2 ** productDepth, leaf, to + LEAF_BYTES).forEach(copy);
      }
    }
    walkers.forEach((walker, order) => {
      const leaf = Math.floor(walker / WALKERS_PER_LEAF);
      const to = strips.length * stripBytes + order * walkerBytes;
      copy({ from: memory.walkers + BigInt(leaf * LEAF_BYTES), bytes: LEAF_BYTES, to });
      pathOf(memory.walkTree, 2 ** walkDepth, leaf, to + LEAF_BYTES).forEach(copy);
    });
    pipeline.synchronize();
    const all = buffer.read(total);
    const border = strips.length * stripBytes;
    return { strips: all.slice(0, border), walkers: all.slice(border) };
  } finally {
    buffer.free();
  }
}

/** The siblings from the leaf upwards. Level d begins behind all lower ones. */
function pathOf(tree: Handle, leaves: number, leaf: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let level = tree;
  let index = leaf;
  for (let count = leaves; count > 1; count /= 2) {
    const sibling = index ^ 1;
    pieces.push({
      from: level + BigInt(sibling * HASH_BYTES),
      bytes: HASH_BYTES,
      to: to + pieces.length * HASH_BYTES,
    });
    level += BigInt(count * HASH_BYTES);
    index >>= 1;
  }
  return pieces;
}

function groupByProduct(
  strips: readonly number[],
  stripsPerProduct: number,
): Map<number, { readonly strip: number; readonly order: number }[]> {
  const groups = new Map<number, { readonly strip: number; readonly order: number }[]>();
  for (const [order, strip] of strips.entries()) {
    const m = Math.floor(strip / stripsPerProduct);
    const group = groups.get(m);
    if (group) group.push({ strip, order });
    else groups.set(m, [{ strip, order }]);
  }
  return groups;
}
