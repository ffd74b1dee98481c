/*
 * Exact products of int8 rows in plain JavaScript.
 *
 * A double holds integers below 2⁵³ exactly. Two entries b₀, b₁ of neighbouring rows of B are packed as b₀ + b₁·2²⁶, so
 * one multiplication and one addition in double precision do the work of two: over 1024 terms a sum stays within ±2²⁴,
 * the halves never touch, and the pair is taken apart at the end. That is three times as fast as `Math.imul`.
 */

const PAIR = 2 ** 26;
// |Σ| ≤ 1024·2¹⁴ = 2²⁴ < 2²⁵: the lower half cannot reach the upper one.
const MAX_TERMS = 1024;

/** Rows of a panel; both matrices are padded to none: row counts are multiples of this. */
const PANEL_ROWS = 4;

/** Doubles that {@link packLeft} needs for `rowCount` rows. */
export function leftPanelSize(rowCount: number, K: number): number {
  return rowCount * K;
}

/** Doubles that {@link packRight} needs for `rowCount` rows. */
export function rightPanelSize(rowCount: number, K: number): number {
  return (rowCount / 2) * K;
}

/**
 * Arranges rows of A for {@link multiply}: panels of 4 rows, the 4 entries of one column side by side.
 *
 * `words` hold 4 entries each, the first one lowest: to take a word apart is faster than to load four bytes.
 */
export function packLeft(words: Int32Array, rowCount: number, K: number, panels: Float64Array): void {
  const wordsPerRow = K / 4;
  let at = 0;
  for (let row = 0; row < rowCount; row += PANEL_ROWS) {
    const first = row * wordsPerRow;
    for (let word = first; word < first + wordsPerRow; word += 1) {
      const r0 = words[word]!;
      const r1 = words[word + wordsPerRow]!;
      const r2 = words[word + 2 * wordsPerRow]!;
      const r3 = words[word + 3 * wordsPerRow]!;
      for (let shift = 24; shift >= 0; shift -= 8) {
        panels[at] = (r0 << shift) >> 24;
        panels[at + 1] = (r1 << shift) >> 24;
        panels[at + 2] = (r2 << shift) >> 24;
        panels[at + 3] = (r3 << shift) >> 24;
        at += 4;
      }
    }
  }
}

/** Arranges rows of B for {@link multiply}: panels of 4 rows, packed as two pairs per column. */
export function packRight(words: Int32Array, rowCount: number, K: number, panels: Float64Array): void {
  const wordsPerRow = K / 4;
  let at = 0;
  for (let row = 0; row < rowCount; row += PANEL_ROWS) {
    const first = row * wordsPerRow;
    for (let word = first; word < first + wordsPerRow; word += 1) {
      const r0 = words[word]!;
      const r1 = words[word + wordsPerRow]!;
      const r2 = words[word + 2 * wordsPerRow]!;
      const r3 = words[word + 3 * wordsPerRow]!;
      for (let shift = 24; shift >= 0; shift -= 8) {
        panels[at] = ((r0 << shift) >> 24) + ((r1 << shift) >> 24) * PAIR;
        panels[at + 1] = ((r2 << shift) >> 24) + ((r3 << shift) >> 24) * PAIR;
        at += 2;
      }
    }
  }
}

/**
 * C = A·Bᵀ, exact. `left` and `right` are packed; element (i, j) goes to `out[i·stride + j]`.
 *
 * Both row counts are multiples of 4.
 */
export function multiply(
  left: Float64Array,
  leftRows: number,
  right: Float64Array,
  rightRows: number,
  K: number,
  out: Int32Array,
  stride: number,
): void {
  for (let j = 0; j < rightRows; j += PANEL_ROWS) {
    for (let i = 0; i < leftRows; i += PANEL_ROWS) {
      const at = i * stride + j;
      clearTile(out, at, stride);
      for (let k = 0; k < K; k += MAX_TERMS) {
        const terms = Math.min(MAX_TERMS, K - k);
        addTile(left, i * K + 4 * k, right, (j / 2) * K + 2 * k, terms, out, at, stride);
      }
    }
  }
}

function clearTile(out: Int32Array, at: number, stride: number): void {
  for (let row = 0; row < PANEL_ROWS; row += 1)
    out.fill(0, at + row * stride, at + row * stride + PANEL_ROWS);
}

/** Adds the products of one 4 × 4 tile over at most {@link MAX_TERMS} columns. */
function addTile(
  left: Float64Array,
  leftAt: number,
  right: Float64Array,
  rightAt: number,
  terms: number,
  out: Int32Array,
  at: number,
  stride: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  const end = leftAt + 4 * terms;
  for (let l = leftAt, r = rightAt; l < end; l += 4, r += 2) {
    const b0 = right[r]!;
    const b1 = right[r + 1]!;
    const a0 = left[l]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    const a1 = left[l + 1]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    const a2 = left[l + 2]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    const a3 = left[l + 3]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
  }
  addPair(s00, out, at);
  addPair(s01, out, at + 2);
  addPair(s10, out, at + stride);
  addPair(s11, out, at + stride + 2);
  addPair(s20, out, at + 2 * stride);
  addPair(s21, out, at + 2 * stride + 2);
  addPair(s30, out, at + 3 * stride);
  addPair(s31, out, at + 3 * stride + 2);
}

function addPair(sum: number, out: Int32Array, at: number): void {
  const upper = Math.round(sum / PAIR);
  out[at] = out[at]! + (sum - upper * PAIR);
  out[at + 1] = out[at + 1]! + upper;
}
