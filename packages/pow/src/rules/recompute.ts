import { keyWords } from "./chacha8.js";
import { leftPanelSize, multiply, packLeft, packRight, rightPanelSize } from "./multiply.js";
import { allocateRows, generateRows, type OperandRows } from "./operand.js";
import {
  digestStrip,
  ITEM_BYTES,
  ITEM_COLUMNS,
  packItem,
  placeOfItem,
  placeOfStrip,
  STRIP_COLUMNS,
  STRIP_DIGEST_BYTES,
  STRIP_ROWS,
  type ProductPlace,
} from "./product-layout.js";

/**
 * Recomputes single strips and items of a seed, as a verifier does (sections 7 and 10.4).
 *
 * It owns scratch memory of about 100·K doubles. The bytes it returns are overwritten by the next call.
 */
export class Recomputer {
  readonly #seedWords: Int32Array;
  readonly #n: number;
  readonly #K: number;
  readonly #rows: OperandRows;
  readonly #left: Float64Array;
  readonly #right: Float64Array;
  readonly #c = new Int32Array(STRIP_ROWS * STRIP_COLUMNS);
  readonly #digest = new Int32Array(STRIP_DIGEST_BYTES / 4);
  readonly #digestBytes = new Uint8Array(this.#digest.buffer);
  readonly #itemBytes = new Uint8Array(ITEM_BYTES);
  readonly #itemWords = new Int32Array(this.#itemBytes.buffer);

  constructor(seed: Uint8Array, { n, K }: { readonly n: number; readonly K: number }) {
    this.#seedWords = keyWords(seed);
    this.#n = n;
    this.#K = K;
    this.#rows = allocateRows(STRIP_COLUMNS, K);
    this.#left = new Float64Array(leftPanelSize(STRIP_ROWS, K));
    this.#right = new Float64Array(rightPanelSize(STRIP_COLUMNS, K));
  }

  /** The digest of a global strip: 128 bytes. */
  stripDigest(strip: number): Uint8Array {
    this.#multiplyTile(placeOfStrip(strip, this.#n), STRIP_COLUMNS);
    digestStrip(this.#c, 0, STRIP_COLUMNS, this.#digest, 0);
    return this.#digestBytes;
  }

  /** A global item as 32 words. */
  itemWords(item: number): Int32Array {
    this.#multiplyTile(placeOfItem(item, this.#n), ITEM_COLUMNS);
    packItem(this.#c, 0, ITEM_COLUMNS, this.#itemBytes, 0);
    return this.#itemWords;
  }

  #multiplyTile({ m, row, column }: ProductPlace, columnCount: number): void {
    const K = this.#K;
    generateRows(this.#seedWords, K, m, "A", row, STRIP_ROWS, this.#rows);
    packLeft(this.#rows.words, STRIP_ROWS, K, this.#left);
    generateRows(this.#seedWords, K, m, "B", column, columnCount, this.#rows);
    packRight(this.#rows.words, columnCount, K, this.#right);
    multiply(this.#left, STRIP_ROWS, this.#right, columnCount, K, this.#c, columnCount);
  }
}
