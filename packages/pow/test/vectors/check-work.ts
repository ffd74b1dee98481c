import assert from "node:assert/strict";

import {
  computeProduct,
  treeOfLeaves,
  type ReferenceProduct,
} from "../../src/reference/reference-product.js";
import { walkProducts } from "../../src/reference/reference-walk.js";
import { keyWords } from "../../src/rules/chacha8.js";
import { itemsPerProduct } from "../../src/rules/params.js";
import { Recomputer } from "../../src/rules/recompute.js";
import { commitToWalk } from "../../src/rules/seeds.js";
import { LEAF_BYTES, sha256 } from "../../src/rules/tree.js";
import {
  absorbItem,
  digestWalker,
  mixState,
  scaleWord,
  startWalker,
  WALKER_WORDS,
} from "../../src/rules/walk.js";
import { createTileMultiplier } from "../../src/wasm/choose-engine.js";
import { fromHex, sha256Hex, toHex } from "./hex.js";
import type { FullSizeVector, SizeVector, VectorFile, WalkerVector } from "./vector-file.js";

const STRIPS_PER_LEAF = 8;

export function checkItem(entry: VectorFile["items"][number]): void {
  assert.equal(toHex(recomputerOf(entry).itemWords(entry.item)), entry.bytes);
}

export function checkStrip(entry: VectorFile["strips"][number]): void {
  assert.equal(toHex(recomputerOf(entry).stripDigest(entry.strip)), entry.digest);
}

export function checkLeaf(entry: VectorFile["leaves"][number]): void {
  const data = leafData(entry, entry.leaf);
  assert.equal(toHex(data), entry.data);
  assert.equal(toHex(sha256(data)), entry.hash);
}

export function checkMatrixRoot(entry: VectorFile["matrix_roots"][number]): void {
  const product = productOf(entry, entry.m);
  assert.equal(sha256Hex(product.items), entry.productSha256);
  assert.equal(sha256Hex(product.digests), entry.digestSha256);
  assert.equal(toHex(treeOfLeaves(product.digests).root), entry.root);
}

export function checkWalker(entry: WalkerVector): void {
  const recomputer = recomputerOf(entry);
  const state = new Int32Array(WALKER_WORDS);
  startWalker(keyWords(fromHex(entry.nonce)), entry.walker, state);
  if (entry.initial !== undefined) assert.equal(toHex(state), entry.initial);
  const items = entry.M * itemsPerProduct(entry.n);
  const indices = Array.from({ length: entry.S }, (_, step) => {
    const item = scaleWord(mixState(state), items);
    absorbItem(state, recomputer.itemWords(item), 0, step);
    return item;
  });
  assert.deepEqual(indices, entry.indices);
  if (entry.final !== undefined) assert.equal(toHex(state), entry.final);
  const digest = new Int32Array(8);
  digestWalker(state, digest, 0);
  assert.equal(toHex(digest), entry.digest);
}

export function checkWalkRoot(entry: VectorFile["walk_roots"][number]): void {
  const products = Array.from({ length: entry.M }, (_, m) => productOf(entry, m).itemWords);
  const digests = finish(walkProducts(products, fromHex(entry.nonce), entry));
  const { root } = treeOfLeaves(digests);
  assert.equal(sha256Hex(digests), entry.outputSha256);
  assert.equal(toHex(root), entry.root);
  assert.equal(toHex(commitToWalk(fromHex(entry.nonce), root)), entry.r2);
}

/** All of `full_size` but the whole product. */
export function checkFullSize(entry: FullSizeVector): void {
  const recomputer = recomputerOf(entry);
  for (const { strip, digest } of entry.strips) {
    assert.equal(toHex(recomputer.stripDigest(strip)), digest, `strip ${strip}`);
  }
  for (const { item, bytes } of entry.items) {
    assert.equal(toHex(recomputer.itemWords(item)), bytes, `item ${item}`);
  }
  for (const { leaf, hash } of entry.leaves) {
    assert.equal(toHex(sha256(leafData(entry, leaf))), hash, `leaf ${leaf}`);
  }
  for (const walker of entry.walkers) checkWalker({ ...walker, seed: entry.seed, n: entry.n, K: entry.K });
}

/** The root of one whole product of production size: about two minutes. */
export function checkFullProduct(entry: FullSizeVector): void {
  const { m, leaves, root, firstLeaf, lastLeaf } = entry.matrixRoot;
  const { digests } = productOf(entry, m);
  assert.equal(digests.length, leaves * LEAF_BYTES);
  assert.equal(sha256Hex(digests.subarray(0, LEAF_BYTES)), firstLeaf);
  assert.equal(sha256Hex(digests.subarray(-LEAF_BYTES)), lastLeaf);
  assert.equal(toHex(treeOfLeaves(digests).root), root);
}

/** With both engines, which must agree on everything that is asked. */
function recomputerOf({ seed, n, K }: SizeVector): Pick<Recomputer, "stripDigest" | "itemWords"> {
  const [plain, wasm] = (["plain", "wasm"] as const).map(
    (engine) => new Recomputer(createTileMultiplier(fromHex(seed), K, engine), n),
  ) as [Recomputer, Recomputer];
  return {
    stripDigest(strip) {
      const digest = plain.stripDigest(strip);
      assert.deepEqual(wasm.stripDigest(strip), digest, `strip ${strip} in WebAssembly`);
      return digest;
    },
    itemWords(item) {
      const words = plain.itemWords(item);
      assert.deepEqual(wasm.itemWords(item), words, `item ${item} in WebAssembly`);
      return words;
    },
  };
}

function leafData(size: SizeVector, leaf: number): Uint8Array {
  const recomputer = recomputerOf(size);
  const digests = Array.from({ length: STRIPS_PER_LEAF }, (_, strip) =>
    recomputer.stripDigest(leaf * STRIPS_PER_LEAF + strip).slice(),
  );
  return new Uint8Array(Buffer.concat(digests));
}

function productOf(size: SizeVector, m: number): ReferenceProduct {
  return finish(computeProduct(keyWords(fromHex(size.seed)), size, m));
}

function finish<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
