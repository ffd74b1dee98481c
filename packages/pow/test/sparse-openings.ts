import { keyWords } from "../src/rules/chacha8.js";
import {
  itemsPerProduct,
  leavesPerProduct,
  productTreeDepth,
  stripsPerProduct,
  walkTreeDepth,
  type PowParams,
} from "../src/rules/params.js";
import { STRIP_DIGEST_BYTES } from "../src/rules/product-layout.js";
import { Recomputer } from "../src/rules/recompute.js";
import { createTileMultiplier } from "../src/wasm/choose-engine.js";
import { deriveSampleKey, drawSamples } from "../src/rules/sampling.js";
import { commitToFill, commitToWalk } from "../src/rules/seeds.js";
import { encodeU32 } from "../src/rules/tagged-hash.js";
import { HASH_BYTES, LEAF_BYTES, sha256 } from "../src/rules/tree.js";
import {
  absorbItem,
  digestWalker,
  mixState,
  scaleWord,
  startWalker,
  WALKER_DIGEST_BYTES,
  WALKER_WORDS,
  WALKERS_PER_LEAF,
} from "../src/rules/walk.js";
import type { OpeningsJob } from "../src/verify/openings-job.js";

/*
 * Openings of production size without a GPU. Samples are known beforehand here, so only what is sampled is computed, and
 * the rest of each tree is filled with noise: a verifier finds every sample right.
 */

/** A tree of which only some leaves exist. */
class SparseTree {
  readonly #levels: Map<number, Uint8Array>[] = [new Map()];
  readonly #depth: number;
  readonly #noise: Uint8Array;

  constructor(depth: number, noise: number) {
    this.#depth = depth;
    this.#noise = sha256(encodeU32(noise));
  }

  addLeaf(index: number, leaf: Uint8Array): void {
    this.#levels[0]?.set(index, sha256(leaf));
  }

  /** Computes all nodes above the leaves. Gives the root. */
  close(): Uint8Array {
    for (let level = 0; level < this.#depth; level += 1) {
      const parents = new Map<number, Uint8Array>();
      for (const index of this.#levels[level]?.keys() ?? []) {
        const parent = index >> 1;
        const pair = Buffer.concat([this.#node(level, 2 * parent), this.#node(level, 2 * parent + 1)]);
        parents.set(parent, sha256(pair));
      }
      this.#levels.push(parents);
    }
    return this.#node(this.#depth, 0);
  }

  path(leaf: number): Uint8Array {
    const siblings = Array.from({ length: this.#depth }, (_, level) =>
      this.#node(level, (leaf >> level) ^ 1),
    );
    return Buffer.concat(siblings);
  }

  #node(level: number, index: number): Uint8Array {
    return this.#levels[level]?.get(index) ?? this.#noise;
  }
}

/** A job whose every sample is right. It costs as much as to verify it. */
export function makeOpeningsJob(params: PowParams): OpeningsJob {
  const seed = sha256(Buffer.from("seed"));
  const walkNonce = sha256(Buffer.from("nonce"));
  const openHash = sha256(Buffer.from("open"));
  const { n, M, W, t1, t2 } = params;
  const strips = drawSamples(deriveSampleKey(openHash, 0, "strips"), M * stripsPerProduct(n), t1);
  const walkers = drawSamples(deriveSampleKey(openHash, 0, "walkers"), W, t2);
  const recomputer = new Recomputer(createTileMultiplier(seed, params.K), n);

  const products = Array.from({ length: M }, (_, m) => new SparseTree(productTreeDepth(n), m));
  const stripLeaves = collectLeaves(strips, 8, STRIP_DIGEST_BYTES, (strip) => recomputer.stripDigest(strip));
  const leafOfStrip = (leaf: number): number => leaf % leavesPerProduct(n);
  const productOf = (leaf: number): SparseTree => treeAt(products, Math.floor(leaf / leavesPerProduct(n)));
  for (const [leaf, bytes] of stripLeaves) productOf(leaf).addLeaf(leafOfStrip(leaf), bytes);

  const walkTree = new SparseTree(walkTreeDepth(W), M);
  const walkLeaves = collectLeaves(walkers, WALKERS_PER_LEAF, WALKER_DIGEST_BYTES, (walker) =>
    walkOne(recomputer, walkNonce, walker, params),
  );
  for (const [leaf, bytes] of walkLeaves) walkTree.addLeaf(leaf, bytes);

  const roots = Buffer.concat(products.map((tree) => tree.close()));
  const walkRoot = walkTree.close();
  const opened = [
    ...strips.flatMap((strip) => {
      const leaf = Math.floor(strip / 8);
      return [stripLeaves.get(leaf) ?? noLeaf(leaf), productOf(leaf).path(leafOfStrip(leaf))];
    }),
    ...walkers.flatMap((walker) => {
      const leaf = Math.floor(walker / WALKERS_PER_LEAF);
      return [walkLeaves.get(leaf) ?? noLeaf(leaf), walkTree.path(leaf)];
    }),
  ];
  return {
    params,
    slot: 0,
    seed,
    walkNonce,
    r1: commitToFill(seed, roots),
    r2: commitToWalk(walkNonce, walkRoot),
    openHash,
    body: new Uint8Array(Buffer.concat([roots, walkRoot, ...opened])),
  };
}

function collectLeaves(
  samples: readonly number[],
  perLeaf: number,
  digestBytes: number,
  digestOf: (sample: number) => Uint8Array,
): Map<number, Uint8Array> {
  const leaves = new Map<number, Uint8Array>();
  for (const sample of samples) {
    const leaf = Math.floor(sample / perLeaf);
    const bytes = leaves.get(leaf) ?? new Uint8Array(LEAF_BYTES);
    bytes.set(digestOf(sample), (sample % perLeaf) * digestBytes);
    leaves.set(leaf, bytes);
  }
  return leaves;
}

function walkOne(recomputer: Recomputer, nonce: Uint8Array, walker: number, params: PowParams): Uint8Array {
  const items = params.M * itemsPerProduct(params.n);
  const state = new Int32Array(WALKER_WORDS);
  startWalker(keyWords(nonce), walker, state);
  for (let step = 0; step < params.S; step += 1) {
    absorbItem(state, recomputer.itemWords(scaleWord(mixState(state), items)), 0, step);
  }
  const digest = new Int32Array(HASH_BYTES / 4);
  digestWalker(state, digest, 0);
  return new Uint8Array(digest.buffer);
}

function treeAt(trees: readonly SparseTree[], index: number): SparseTree {
  const tree = trees[index];
  if (tree === undefined) throw new RangeError(`there is no product ${index}`);
  return tree;
}

function noLeaf(leaf: number): never {
  throw new RangeError(`leaf ${leaf} was not sampled`);
}
