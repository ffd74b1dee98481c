import {
  digestStrip,
  ITEM_BYTES,
  ITEM_COLUMNS,
  packItem,
  placeOfItem,
  placeOfStrip,
  STRIP_COLUMNS,
  STRIP_DIGEST_BYTES,
} from "./product-layout.js";
import type { TileMultiplier } from "./tile-multiplier.js";

/**
 * Recomputes single strips and items of a seed, as a verifier does (sections 7 and 10.4). The bytes it returns are
 * overwritten by the next call.
 */
export class Recomputer {
  readonly #multiplier: TileMultiplier;
  readonly #n: number;
  readonly #digest = new Int32Array(STRIP_DIGEST_BYTES / 4);
  readonly #digestBytes = new Uint8Array(this.#digest.buffer);
  readonly #itemBytes = new Uint8Array(ITEM_BYTES);
  readonly #itemWords = new Int32Array(this.#itemBytes.buffer);

  constructor(multiplier: TileMultiplier, n: number) {
    this.#multiplier = multiplier;
    this.#n = n;
  }

  /** The digest of a global strip: 128 bytes. */
  stripDigest(strip: number): Uint8Array {
    const c = this.#multiplier.multiply(placeOfStrip(strip, this.#n), STRIP_COLUMNS);
    digestStrip(c, 0, STRIP_COLUMNS, this.#digest, 0);
    return this.#digestBytes;
  }

  /** A global item as 32 words. */
  itemWords(item: number): Int32Array {
    const c = this.#multiplier.multiply(placeOfItem(item, this.#n), ITEM_COLUMNS);
    packItem(c, 0, ITEM_COLUMNS, this.#itemBytes, 0);
    return this.#itemWords;
  }
}
