import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { leftPanelSize, multiply, packLeft, packRight, rightPanelSize } from "../../src/rules/multiply.js";
import { allocateRows } from "../../src/rules/operand.js";

function fast(a: Int8Array, b: Int8Array, rowsA: number, rowsB: number, K: number): Int32Array {
  const left = new Float64Array(leftPanelSize(rowsA, K));
  const right = new Float64Array(rightPanelSize(rowsB, K));
  const out = new Int32Array(rowsA * rowsB);
  const toWords = (entries: Int8Array): Int32Array => {
    const rows = allocateRows(1, entries.length);
    rows.entries.set(entries);
    return rows.words;
  };
  packLeft(toWords(a), rowsA, K, left);
  packRight(toWords(b), rowsB, K, right);
  multiply(left, rowsA, right, rowsB, K, out, rowsB);
  return out;
}

function plain(a: Int8Array, b: Int8Array, rowsA: number, rowsB: number, K: number): Int32Array {
  return Int32Array.from({ length: rowsA * rowsB }, (_, at) => {
    const [i, j] = [Math.floor(at / rowsB), at % rowsB];
    let sum = 0;
    for (let k = 0; k < K; k += 1) sum += (a[i * K + k] ?? 0) * (b[j * K + k] ?? 0);
    return sum;
  });
}

describe("the product of int8 rows", () => {
  it.each([
    [-128, -128],
    [-128, 127],
    [127, -128],
    [127, 127],
  ])("is exact for the largest sums there are: %i times %i, 16,384 times", (x, y) => {
    const K = 16_384;
    const a = new Int8Array(4 * K).fill(x);
    const b = new Int8Array(4 * K).fill(y);
    expect(new Set(fast(a, b, 4, 4, K))).toEqual(new Set([x * y * K]));
  });

  it("keeps both halves of a pair apart when one is largest and the other smallest", () => {
    const K = 2048;
    const a = new Int8Array(4 * K).fill(-128);
    const b = Int8Array.from({ length: 4 * K }, (_, at) => (Math.floor(at / K) % 2 === 0 ? 127 : -128));
    expect(fast(a, b, 4, 4, K)).toEqual(plain(a, b, 4, 4, K));
  });

  it("agrees with the definition", () => {
    const K = 256;
    const rows = fc.int8Array({ minLength: 8 * K, maxLength: 8 * K });
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        expect(fast(a, b, 8, 8, K)).toEqual(plain(a, b, 8, 8, K));
      }),
      { numRuns: 20 },
    );
  });
});
