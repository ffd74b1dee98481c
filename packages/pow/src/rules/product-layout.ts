import { itemsPerProduct, stripsPerProduct } from "./params.js";

/*
 * Where the elements of a product go (GPOW-1 sections 6 and 7). An item is 16 × 8 product bytes in the order in which an
 * int8 tensor-core instruction holds its accumulators; a strip is 8 items next to each other.
 */

export const ITEM_BYTES = 128;
export const STRIP_DIGEST_BYTES = 128;
export const STRIP_ROWS = 16;
export const STRIP_COLUMNS = 64;
export const ITEM_COLUMNS = 8;
const LANES = 32;
const DIGEST_START = 0x6a09e667;
const GOLDEN = 0x9e3779b1;

/** Bits 6…13 of an exact int32. */
export function productByte(c: number): number {
  return (c >> 6) & 255;
}

/** Where the top-left element of a strip or an item is. */
export interface ProductPlace {
  /** The product. */
  readonly m: number;
  readonly row: number;
  readonly column: number;
}

/** The place of a global item number (section 10.4). */
export function placeOfItem(item: number, n: number): ProductPlace {
  const m = Math.floor(item / itemsPerProduct(n));
  const within = item % itemsPerProduct(n);
  const itemsPerBand = n / ITEM_COLUMNS;
  return {
    m,
    row: STRIP_ROWS * Math.floor(within / itemsPerBand),
    column: ITEM_COLUMNS * (within % itemsPerBand),
  };
}

/** The place of a global strip number (section 7). */
export function placeOfStrip(strip: number, n: number): ProductPlace {
  const m = Math.floor(strip / stripsPerProduct(n));
  const within = strip % stripsPerProduct(n);
  const stripsPerBand = n / STRIP_COLUMNS;
  return {
    m,
    row: STRIP_ROWS * Math.floor(within / stripsPerBand),
    column: STRIP_COLUMNS * (within % stripsPerBand),
  };
}

/** Where element (i, j) of product m ends up. */
export interface ElementPlace {
  readonly item: number;
  readonly lane: number;
  readonly byteInItem: number;
  readonly strip: number;
  /** Which of the 32 steps of the lane digest takes it in. */
  readonly stepInLane: number;
}

/** The mapping of sections 6 and 7 for one element. */
export function placeOfElement(n: number, m: number, i: number, j: number): ElementPlace {
  const lane = (i & 7) * 4 + ((j & 7) >> 1);
  const q = ((i >> 3) & 1) * 2 + (j & 1);
  const band = i >> 4;
  return {
    item: m * itemsPerProduct(n) + band * (n / ITEM_COLUMNS) + (j >> 3),
    lane,
    byteInItem: lane * 4 + q,
    strip: m * stripsPerProduct(n) + band * (n / STRIP_COLUMNS) + (j >> 6),
    stepInLane: ((j & 63) >> 3) * 4 + q,
  };
}

/** Writes the 128 bytes of the item whose top-left element is `c[at]` to `out` from `outAt`. */
export function packItem(c: Int32Array, at: number, stride: number, out: Uint8Array, outAt: number): void {
  const lower = 8 * stride;
  for (let g = 0; g < 8; g += 1) {
    const row = at + g * stride;
    for (let t = 0; t < 4; t += 1) {
      const to = outAt + 16 * g + 4 * t;
      const from = row + 2 * t;
      out[to] = c[from]! >> 6;
      out[to + 1] = c[from + 1]! >> 6;
      out[to + 2] = c[from + lower]! >> 6;
      out[to + 3] = c[from + lower + 1]! >> 6;
    }
  }
}

/** Writes the 32 lane digests of the strip whose top-left element is `c[at]` to `out` from word `outAt`. */
export function digestStrip(c: Int32Array, at: number, stride: number, out: Int32Array, outAt: number): void {
  const lower = 8 * stride;
  for (let lane = 0; lane < LANES; lane += 1) {
    let from = at + (lane >> 2) * stride + 2 * (lane & 3);
    let h = DIGEST_START ^ lane;
    for (let f = 0; f < 8; f += 1) {
      h = Math.imul(((h << 5) | (h >>> 27)) ^ c[from]!, GOLDEN);
      h = Math.imul(((h << 5) | (h >>> 27)) ^ c[from + 1]!, GOLDEN);
      h = Math.imul(((h << 5) | (h >>> 27)) ^ c[from + lower]!, GOLDEN);
      h = Math.imul(((h << 5) | (h >>> 27)) ^ c[from + lower + 1]!, GOLDEN);
      from += 8;
    }
    out[outAt + lane] = h;
  }
}
