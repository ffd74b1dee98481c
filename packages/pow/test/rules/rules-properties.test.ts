import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { encodeParams, parseParams } from "../../src/rules/params.js";
import { drawSamples } from "../../src/rules/sampling.js";
import { LEAF_BYTES, MerkleTree, rootOfPath, sha256 } from "../../src/rules/tree.js";
import { scaleWord } from "../../src/rules/walk.js";

describe("a parameter block", () => {
  it("never crashes the parser, and what is valid encodes to the same bytes", () => {
    const block = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(block, (bytes) => {
        const parsed = parseParams(bytes);
        expect(parsed.ok ? encodeParams(parsed.params) : bytes).toEqual(bytes);
      }),
    );
  });
});

it("refuses a block of another length", () => {
  expect(parseParams(new Uint8Array(31))).toEqual({ ok: false, field: "length" });
});

describe("samples", () => {
  it("are distinct, below the population, and as many as asked for", () => {
    const population = fc.integer({ min: 1, max: 2 ** 31 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), population, (key, N) => {
        const count = Math.min(N, 64);
        const drawn = drawSamples(key, N, count);
        expect(new Set(drawn).size).toBe(count);
        expect(drawn.every((index) => index < N)).toBe(true);
      }),
    );
  });

  it("can be the whole population", () => {
    expect(drawSamples(new Uint8Array(32), 8, 8).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(() => drawSamples(new Uint8Array(32), 8, 9)).toThrow(RangeError);
  });
});

describe("the scaling of a word", () => {
  it("is floor(z·N / 2³²), exactly", () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffffffff }), fc.integer({ min: 1, max: 2 ** 31 }), (z, N) => {
        const expected = Number((BigInt(z) * BigInt(N)) >> 32n);
        expect(scaleWord(z, N)).toBe(expected);
        // A word may come as a negative number.
        expect(scaleWord(z | 0, N)).toBe(expected);
      }),
    );
  });
});

describe("a tree", () => {
  it("leads every leaf to its root by its path, and no other leaf", () => {
    const leaves = Array.from({ length: 16 }, (_, index) => new Uint8Array(LEAF_BYTES).fill(index));
    const tree = new MerkleTree(new Uint8Array(Buffer.concat(leaves.map(sha256))));
    for (const [index, leaf] of leaves.entries()) {
      const path = new Uint8Array(tree.depth * 32);
      tree.writePath(index, path, 0);
      expect(Buffer.compare(rootOfPath(leaf, index, path), tree.root)).toBe(0);
      expect(Buffer.compare(rootOfPath(leaf, index ^ 1, path), tree.root)).not.toBe(0);
    }
  });
});
