import { keyWords } from "../rules/chacha8.js";
import { itemsPerProduct, type PowParams } from "../rules/params.js";
import {
  absorbItem,
  digestWalker,
  mixState,
  scaleWord,
  startWalker,
  WALKER_DIGEST_BYTES,
  WALKER_WORDS,
  WALKERS_PER_LEAF,
} from "../rules/walk.js";

/**
 * Walks all walkers through products in memory, one leaf of 32 walkers per step of the generator.
 *
 * `products` are the item words of each product. Gives W·32 bytes: the digests in order, which are the leaves.
 */
export function* walkProducts(
  products: readonly Int32Array[],
  nonce: Uint8Array,
  { n, W, S }: Pick<PowParams, "n" | "W" | "S">,
): Generator<void, Uint8Array> {
  const nonceWords = keyWords(nonce);
  const perProduct = itemsPerProduct(n);
  const items = products.length * perProduct;
  const state = new Int32Array(WALKER_WORDS);
  const digestWords = WALKER_DIGEST_BYTES / 4;
  const digests = new Int32Array(W * digestWords);
  for (let walker = 0; walker < W; walker += 1) {
    startWalker(nonceWords, walker, state);
    for (let step = 0; step < S; step += 1) {
      const item = scaleWord(mixState(state), items);
      const product = products[Math.floor(item / perProduct)];
      if (product === undefined) throw new RangeError(`there is no item ${item}`);
      absorbItem(state, product, (item % perProduct) * WALKER_WORDS, step);
    }
    digestWalker(state, digests, walker * digestWords);
    if (walker % WALKERS_PER_LEAF === WALKERS_PER_LEAF - 1) yield;
  }
  return new Uint8Array(digests.buffer);
}
