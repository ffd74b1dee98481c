import { keyWords } from "./chacha8.js";
import { leftPanelSize, multiply, packLeft, packRight, rightPanelSize } from "./multiply.js";
import { allocateRows, generateRows, type OperandRows } from "./operand.js";
import { STRIP_COLUMNS, STRIP_ROWS, type ProductPlace } from "./product-layout.js";

/** Recomputes pieces of the products of one seed, 16 rows high. */
export interface TileMultiplier {
  /**
   * The exact elements of 16 rows and `columnCount` columns (a multiple of 4, at most 64), row-major, with its first
   * element at `place`. Overwritten by the next call.
   */
  multiply(place: ProductPlace, columnCount: number): Int32Array;
}

/** Plain JavaScript: the oracle of every other one. Owns scratch memory of about 100·K doubles. */
export class PlainTileMultiplier implements TileMultiplier {
  readonly #seedWords: Int32Array;
  readonly #K: number;
  readonly #rows: OperandRows;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  readonly #c = new Int32Array(STRIP_ROWS * STRIP_COLUMNS);

  constructor(seed: Uint8Array, K: number) {
    this.#seedWords = keyWords(seed);
    this.#K = K;
    this.#rows = allocateRows(STRIP_COLUMNS, K);
    this.#left = new Float64Array(leftPanelSize(STRIP_ROWS, K));
    this.#right = new Float64Array(rightPanelSize(STRIP_COLUMNS, K));
  }

  multiply({ m, row, column }: ProductPlace, columnCount: number): Int32Array {
    const K = this.#K;
    generateRows(this.#seedWords, K, m, "A", row, STRIP_ROWS, this.#rows);
    packLeft(this.#rows.words, STRIP_ROWS, K, this.#left);
    generateRows(this.#seedWords, K, m, "B", column, columnCount, this.#rows);
    packRight(this.#rows.words, columnCount, K, this.#right);
    multiply(this.#left, STRIP_ROWS, this.#right, columnCount, K, this.#c, columnCount);
    return this.#c;
  }
}
