import { BLOCK_WORDS, chacha8Block, CHACHA_DOMAINS } from "./chacha8.js";

/** The two operands of a product: C = A·Bᵀ. */
export type Operand = "A" | "B";

/** Rows of int8 entries and, over the same memory, the words they are generated as. */
export interface OperandRows {
  readonly entries: Int8Array;
  readonly words: Int32Array;
}

// Blocks are words in the order of the machine; entries are bytes in the order of the protocol.
if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
  throw new Error("the proof of work runs on little-endian machines only");
}

/** Memory for `rowCount` rows of K entries. */
export function allocateRows(rowCount: number, K: number): OperandRows {
  const buffer = new ArrayBuffer(rowCount * K);
  return { entries: new Int8Array(buffer), words: new Int32Array(buffer) };
}

/**
 * Writes rows `firstRow` … `firstRow + rowCount − 1` of an operand of product `m`, row-major, to the beginning of
 * `out` (section 5). `seedWords` are the words of the 32-byte seed.
 */
export function generateRows(
  seedWords: Int32Array,
  K: number,
  m: number,
  operand: Operand,
  firstRow: number,
  rowCount: number,
  out: OperandRows,
): void {
  const matrix = 2 * m + (operand === "A" ? 0 : 1);
  const blocksPerRow = K / 64;
  let at = 0;
  for (let row = firstRow; row < firstRow + rowCount; row += 1) {
    for (let block = 0; block < blocksPerRow; block += 1) {
      chacha8Block(seedWords, block, row, matrix, CHACHA_DOMAINS.operand, out.words, at);
      at += BLOCK_WORDS;
    }
  }
}
