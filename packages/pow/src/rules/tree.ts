import { hash } from "node:crypto";

/** Bytes of a leaf. */
export const LEAF_BYTES = 1024;
/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** SHA-256 of leaf bytes, or of the two hashes of a node. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash("sha256", bytes, "buffer");
}

/**
 * A binary tree over a power-of-two number of leaf hashes (GPOW-1 section 8).
 *
 * Other counts are refused: no node is duplicated or promoted.
 */
export class MerkleTree {
  /** Levels above the leaves: the number of hashes in a path. */
  readonly depth: number;
  /** Level after level, leaves first, root last. */
  readonly #nodes: Uint8Array;
  readonly #leafCount: number;

  /** `leafHashes`: 32 bytes each, one after the other. */
  constructor(leafHashes: Uint8Array) {
    const leafCount = leafHashes.length / HASH_BYTES;
    if (leafCount < 2 || !Number.isInteger(Math.log2(leafCount))) {
      throw new RangeError(`a tree has a power of two of leaves, at least 2, not ${leafCount}`);
    }
    this.#leafCount = leafCount;
    this.depth = Math.log2(leafCount);
    this.#nodes = new Uint8Array((2 * leafCount - 1) * HASH_BYTES);
    this.#nodes.set(leafHashes);
    let from = 0;
    for (let to = leafHashes.length; to < this.#nodes.length; to += HASH_BYTES) {
      this.#nodes.set(sha256(this.#nodes.subarray(from, from + 2 * HASH_BYTES)), to);
      from += 2 * HASH_BYTES;
    }
  }

  /** 32 bytes. */
  get root(): Uint8Array {
    return this.#nodes.subarray(this.#nodes.length - HASH_BYTES);
  }

  /** Writes the siblings of a leaf, lowest first, `depth`·32 bytes, to `out` from `at`. */
  writePath(leaf: number, out: Uint8Array, at: number): void {
    let levelAt = 0;
    let levelCount = this.#leafCount;
    let index = leaf;
    for (let level = 0; level < this.depth; level += 1) {
      const sibling = levelAt + (index ^ 1) * HASH_BYTES;
      out.set(this.#nodes.subarray(sibling, sibling + HASH_BYTES), at + level * HASH_BYTES);
      levelAt += levelCount * HASH_BYTES;
      levelCount /= 2;
      index >>= 1;
    }
  }
}

/** The root that leaf bytes and a path lead to. `path` is a whole number of hashes, the leaf's sibling first. */
export function rootOfPath(leaf: Uint8Array, leafIndex: number, path: Uint8Array): Uint8Array {
  const pair = new Uint8Array(2 * HASH_BYTES);
  let node = sha256(leaf);
  let index = leafIndex;
  for (let at = 0; at < path.length; at += HASH_BYTES) {
    const isRight = (index & 1) === 1;
    pair.set(node, isRight ? HASH_BYTES : 0);
    pair.set(path.subarray(at, at + HASH_BYTES), isRight ? 0 : HASH_BYTES);
    node = sha256(pair);
    index >>>= 1;
  }
  return node;
}
