import { leftPanelSize, multiply, packLeft, packRight, rightPanelSize } from "../rules/multiply.js";
import { allocateRows, generateRows } from "../rules/operand.js";
import {
  digestStrip,
  ITEM_BYTES,
  ITEM_COLUMNS,
  packItem,
  STRIP_COLUMNS,
  STRIP_DIGEST_BYTES,
  STRIP_ROWS,
} from "../rules/product-layout.js";
import { HASH_BYTES, LEAF_BYTES, MerkleTree, sha256 } from "../rules/tree.js";

/** One product in memory. */
export interface ReferenceProduct {
  /** n² product bytes in item order. */
  readonly items: Uint8Array;
  /** The same memory as words. */
  readonly itemWords: Int32Array;
  /** n²/8 bytes of strip digests in strip order. */
  readonly digests: Uint8Array;
}

/**
 * Computes product `m` on the CPU, 16 rows per step of the generator, so that a caller can do other things in between.
 *
 * It takes 4·n·K bytes of scratch memory.
 */
export function* computeProduct(
  seedWords: Int32Array,
  { n, K }: { readonly n: number; readonly K: number },
  m: number,
): Generator<void, ReferenceProduct> {
  const right = new Float64Array(rightPanelSize(n, K));
  const rows = allocateRows(STRIP_COLUMNS, K);
  for (let row = 0; row < n; row += STRIP_COLUMNS) {
    generateRows(seedWords, K, m, "B", row, STRIP_COLUMNS, rows);
    const panels = rightPanelSize(row, K);
    packRight(
      rows.words,
      STRIP_COLUMNS,
      K,
      right.subarray(panels, panels + rightPanelSize(STRIP_COLUMNS, K)),
    );
    yield;
  }

  const items = new Uint8Array(n * n);
  const digests = new Int32Array((n * n) / 8 / 4);
  const left = new Float64Array(leftPanelSize(STRIP_ROWS, K));
  const band = new Int32Array(STRIP_ROWS * n);
  for (let row = 0; row < n; row += STRIP_ROWS) {
    generateRows(seedWords, K, m, "A", row, STRIP_ROWS, rows);
    packLeft(rows.words, STRIP_ROWS, K, left);
    multiply(left, STRIP_ROWS, right, n, K, band, n);
    storeBand(band, n, row, items, digests);
    yield;
  }
  return { items, itemWords: new Int32Array(items.buffer), digests: new Uint8Array(digests.buffer) };
}

function storeBand(band: Int32Array, n: number, row: number, items: Uint8Array, digests: Int32Array): void {
  let itemAt = row * n;
  for (let column = 0; column < n; column += ITEM_COLUMNS) {
    packItem(band, column, n, items, itemAt);
    itemAt += ITEM_BYTES;
  }
  const digestWords = STRIP_DIGEST_BYTES / 4;
  let digestAt = (row / STRIP_ROWS) * (n / STRIP_COLUMNS) * digestWords;
  for (let column = 0; column < n; column += STRIP_COLUMNS) {
    digestStrip(band, column, n, digests, digestAt);
    digestAt += digestWords;
  }
}

/** The tree over leaf bytes of 1024 each. */
export function treeOfLeaves(leaves: Uint8Array): MerkleTree {
  const hashes = new Uint8Array((leaves.length / LEAF_BYTES) * HASH_BYTES);
  for (let leaf = 0; leaf * LEAF_BYTES < leaves.length; leaf += 1) {
    hashes.set(sha256(leaves.subarray(leaf * LEAF_BYTES, (leaf + 1) * LEAF_BYTES)), leaf * HASH_BYTES);
  }
  return new MerkleTree(hashes);
}
