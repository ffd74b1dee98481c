import { BLOCK_WORDS, chacha8Block, CHACHA_DOMAINS } from "./chacha8.js";

/** Words of a walker's state, and of an item. */
export const WALKER_WORDS = 32;
/** Bytes of a walker digest. */
export const WALKER_DIGEST_BYTES = 32;
/** Walkers in one leaf of the walk tree. */
export const WALKERS_PER_LEAF = 32;
const GOLDEN = 0x9e3779b1;

/** floor(z·count / 2³²) for a word z and count ≤ 2³¹, exact without 64-bit integers (section 10.2). */
export function scaleWord(z: number, count: number): number {
  return Math.floor(((z >>> 16) * count + Math.floor(((z & 65_535) * count) / 65_536)) / 65_536);
}

/** The start state of a walker: `nonceWords` are the words of nonce_g. */
export function startWalker(nonceWords: Int32Array, walker: number, state: Int32Array): void {
  chacha8Block(nonceWords, walker, 0, 0, CHACHA_DOMAINS.walk, state, 0);
  chacha8Block(nonceWords, walker, 1, 0, CHACHA_DOMAINS.walk, state, BLOCK_WORDS);
}

/** The mixing word z of a state, as a signed word. */
export function mixState(state: Int32Array): number {
  let z = 0;
  for (let j = 0; j < WALKER_WORDS; j += 4) {
    const s1 = state[j + 1]!;
    const s2 = state[j + 2]!;
    const s3 = state[j + 3]!;
    z ^= state[j]! ^ ((s1 << 8) | (s1 >>> 24)) ^ ((s2 << 16) | (s2 >>> 16)) ^ ((s3 << 24) | (s3 >>> 8));
  }
  z ^= z >>> 16;
  z = Math.imul(z, 0x85ebca6b);
  z ^= z >>> 13;
  z = Math.imul(z, 0xc2b2ae35);
  return z ^ (z >>> 16);
}

/** Takes the item at `words[at]…` into the state, as step number `step`. */
export function absorbItem(state: Int32Array, words: Int32Array, at: number, step: number): void {
  for (let j = 0; j < WALKER_WORDS; j += 1) {
    const s = state[j]!;
    state[j] = Math.imul(((s << 11) | (s >>> 21)) ^ words[at + j]!, GOLDEN) + step;
  }
}

/** Writes the 8 words of the walker digest to `out` from `at`. */
export function digestWalker(state: Int32Array, out: Int32Array, at: number): void {
  for (let l = 0; l < 8; l += 1) {
    let fold = Math.imul(state[4 * l]!, GOLDEN) ^ state[4 * l + 1]!;
    fold = Math.imul(fold, GOLDEN) ^ state[4 * l + 2]!;
    out[at + l] = Math.imul(fold, GOLDEN) ^ state[4 * l + 3]!;
  }
}
