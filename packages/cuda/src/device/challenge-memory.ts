import { DeviceError, neededBytes, type PowParams } from "@headframe/pow";
import type { CudaError } from "../driver/cuda-error.js";
import type { Handle } from "../driver/driver.js";
import type { DeviceMemory } from "./device-memory.js";

/** gpow_walk takes the base addresses of at most this many slabs (GPOW-1, section 23.1). */
export const MAX_SLABS = 64;

const GIB = 2 ** 30;

/** Two of everything that one product is made with, so that one set is filled while the other is read. */
export interface WorkSet {
  /** n·K bytes each. */
  readonly a: Handle;
  readonly b: Handle;
  /** Strip digests, n²/8 bytes. */
  readonly digests: Handle;
}

/** The device memory of one challenge (GPOW-1, section 18: what it adds up to). */
export interface ChallengeMemory {
  /** Product bytes, cut into slabs of `productsPerSlab` whole products. The last may be shorter. */
  readonly slabs: readonly Handle[];
  readonly productsPerSlab: number;
  readonly workSets: readonly [WorkSet, WorkSet];
  /** The trees of all products without their roots, `treeBytes` each, level after level. */
  readonly trees: Handle;
  readonly treeBytes: number;
  /** 32·M bytes. */
  readonly roots: Handle;
  /** Walker digests, 32·W bytes. */
  readonly walkers: Handle;
  /** The tree of the walk without its root. */
  readonly walkTree: Handle;
  readonly walkRoot: Handle;
}

/**
 * Takes everything that a challenge of `params` needs, or nothing.
 *
 * @param memoryShare the part of what is free that may be taken, above 0 and at most 1.
 * @throws {DeviceError} `device/out-of-memory` when too little is free.
 */
export function takeChallengeMemory(
  memory: DeviceMemory,
  params: PowParams,
  memoryShare: number,
): ChallengeMemory {
  const needed = neededBytes(params);
  const free = memory.freeBytes();
  if (free * memoryShare < needed) {
    const share = memoryShare === 1 ? "" : `, of which ${(memoryShare * 100).toFixed(0)} % may be taken`;
    throw notEnoughMemory(needed, free, share);
  }
  try {
    return allocateAll(memory, params);
  } catch (error) {
    memory.free();
    throw error;
  }
}

/**
 * The refusal of a challenge that does not fit.
 *
 * @param why further words, or the driver's refusal: what was free may have been taken by others since, or be in pieces.
 */
export function notEnoughMemory(needed: number, free: number, why: string | CudaError): DeviceError {
  const sentence = `need ${(needed / GIB).toFixed(1)} GiB of GPU memory, ${(free / GIB).toFixed(1)} GiB is free`;
  return new DeviceError(
    { code: "device/out-of-memory", neededBytes: needed, freeBytes: free },
    typeof why === "string" ? sentence + why : `${sentence}, but ${why.message}`,
    {
      hint: "end what else uses the GPU: nvidia-smi lists it",
      ...(typeof why !== "string" && { cause: why }),
    },
  );
}

/** Address of product m's bytes. */
export function productAddress(
  { slabs, productsPerSlab }: ChallengeMemory,
  { n }: PowParams,
  m: number,
): Handle {
  const slab = slabs[Math.floor(m / productsPerSlab)] as Handle;
  return slab + BigInt((m % productsPerSlab) * n * n);
}

/** Address of product m's tree. */
export function treeAddress({ trees, treeBytes }: ChallengeMemory, m: number): Handle {
  return trees + BigInt(m * treeBytes);
}

function allocateAll(memory: DeviceMemory, { n, K, M, W }: PowParams): ChallengeMemory {
  const productBytes = n * n;
  const productsPerSlab = Math.ceil(M / MAX_SLABS);
  const slabs: Handle[] = [];
  for (let first = 0; first < M; first += productsPerSlab) {
    slabs.push(memory.allocate(Math.min(productsPerSlab, M - first) * productBytes));
  }
  const workSet = (): WorkSet => ({
    a: memory.allocate(n * K),
    b: memory.allocate(n * K),
    digests: memory.allocate(productBytes / 8),
  });
  // A leaf covers 8192 elements; leaves and inner nodes are fewer than two hashes of 32 bytes per leaf.
  const treeBytes = productBytes / 128;
  return {
    slabs,
    productsPerSlab,
    workSets: [workSet(), workSet()],
    trees: memory.allocate(M * treeBytes),
    treeBytes,
    roots: memory.allocate(32 * M),
    walkers: memory.allocate(32 * W),
    walkTree: memory.allocate(2 * W),
    walkRoot: memory.allocate(32),
  };
}
