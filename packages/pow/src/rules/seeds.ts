import { encodeU32, taggedHash } from "./tagged-hash.js";

/** seed_g of section 9: `challengeHash` is X, `uuid` 16 bytes, `params` the 32-byte block. */
export function deriveSeed(
  challengeHash: Uint8Array,
  slot: number,
  uuid: Uint8Array,
  params: Uint8Array,
): Uint8Array {
  return taggedHash("gpow/1/seed", challengeHash, encodeU32(slot), uuid, params);
}

/** R1_g of section 9: `roots` are the M product roots in order, 32 bytes each. */
export function commitToFill(seed: Uint8Array, roots: Uint8Array): Uint8Array {
  return taggedHash("gpow/1/r1", seed, roots);
}

/** nonce_g of section 10.1: `nonceHash` is Y. */
export function deriveWalkNonce(nonceHash: Uint8Array, slot: number, r1: Uint8Array): Uint8Array {
  return taggedHash("gpow/1/walk", nonceHash, encodeU32(slot), r1);
}

/** R2_g of section 10.3. */
export function commitToWalk(walkNonce: Uint8Array, walkRoot: Uint8Array): Uint8Array {
  return taggedHash("gpow/1/r2", walkNonce, walkRoot);
}

/** The commitment to r2 of section 14.2. */
export function commitToOpening(cid: Uint8Array, openSecret: Uint8Array): Uint8Array {
  return taggedHash("gpow/1/open-commit", cid, openSecret);
}
