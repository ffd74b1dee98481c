/*
 * Operand rows and exact products of GPOW-1 (sections 5 and 6) with 128-bit SIMD, in AssemblyScript. It does what
 * `rules/operand.ts` and `rules/multiply.ts` do, bit by bit; those are its oracle. Build: node scripts/build-wasm.mjs.
 *
 * Memory, in this order: key (32 bytes), product (16 × 64 words), one row of bytes (K), rows of A (16 × K int16), rows
 * of B (64 × K int16). The host grows the memory for the largest K once.
 */

const KEY: usize = 1024;
const PRODUCT: usize = KEY + 64;
const ROW_BYTES: usize = PRODUCT + 16 * 64 * 4;
const MAX_K: usize = 16384;
const LEFT: usize = ROW_BYTES + MAX_K;
const RIGHT: usize = LEFT + 16 * MAX_K * 2;
/** Bytes of memory that the largest K needs. */
const END: usize = RIGHT + 64 * MAX_K * 2;

const ROWS: i32 = 16;

export function keyAt(): usize {
  return KEY;
}

export function productAt(): usize {
  return PRODUCT;
}

export function requiredBytes(): usize {
  return END;
}

// @ts-ignore: decorator
@inline
function rotate(x: v128, left: i32): v128 {
  return v128.or(i32x4.shl(x, left), i32x4.shr_u(x, 32 - left));
}

// @ts-ignore: decorator
@inline
function rotate16(x: v128): v128 {
  return i8x16.shuffle(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}

// @ts-ignore: decorator
@inline
function rotate8(x: v128): v128 {
  return i8x16.shuffle(x, x, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
}

// @ts-ignore: decorator
@inline
function word(index: usize): v128 {
  return v128.load32_splat(KEY + 4 * index);
}

// @ts-ignore: decorator
@inline
function storeTransposed(a: v128, b: v128, c: v128, d: v128, out: usize): void {
  // Lane i of a…d are words w…w+3 of block i: 64 bytes apart.
  const ab0 = i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const ab1 = i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  const cd0 = i8x16.shuffle(c, d, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const cd1 = i8x16.shuffle(c, d, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
  v128.store(out, i64x2.shuffle(ab0, cd0, 0, 2));
  v128.store(out + 64, i64x2.shuffle(ab0, cd0, 1, 3));
  v128.store(out + 128, i64x2.shuffle(ab1, cd1, 0, 2));
  v128.store(out + 192, i64x2.shuffle(ab1, cd1, 1, 3));
}

/** Four blocks (key, q…q+3, row, matrix, 0) to 256 bytes at `out`. */
function chacha8x4(q: i32, row: i32, matrix: i32, out: usize): void {
  const i12 = i32x4.add(i32x4.splat(q), i32x4(0, 1, 2, 3));
  const i13 = i32x4.splat(row);
  const i14 = i32x4.splat(matrix);
  let x0 = i32x4.splat(0x61707865);
  let x1 = i32x4.splat(0x3320646e);
  let x2 = i32x4.splat(0x79622d32);
  let x3 = i32x4.splat(0x6b206574);
  let x4 = word(0);
  let x5 = word(1);
  let x6 = word(2);
  let x7 = word(3);
  let x8 = word(4);
  let x9 = word(5);
  let x10 = word(6);
  let x11 = word(7);
  let x12 = i12;
  let x13 = i13;
  let x14 = i14;
  let x15 = i32x4.splat(0);

  for (let round = 0; round < 4; round++) {
    // Columns.
    x0 = i32x4.add(x0, x4); x12 = rotate16(v128.xor(x12, x0));
    x1 = i32x4.add(x1, x5); x13 = rotate16(v128.xor(x13, x1));
    x2 = i32x4.add(x2, x6); x14 = rotate16(v128.xor(x14, x2));
    x3 = i32x4.add(x3, x7); x15 = rotate16(v128.xor(x15, x3));
    x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 12);
    x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 12);
    x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 12);
    x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 12);
    x0 = i32x4.add(x0, x4); x12 = rotate8(v128.xor(x12, x0));
    x1 = i32x4.add(x1, x5); x13 = rotate8(v128.xor(x13, x1));
    x2 = i32x4.add(x2, x6); x14 = rotate8(v128.xor(x14, x2));
    x3 = i32x4.add(x3, x7); x15 = rotate8(v128.xor(x15, x3));
    x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 7);
    x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 7);
    x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 7);
    x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 7);
    // Diagonals.
    x0 = i32x4.add(x0, x5); x15 = rotate16(v128.xor(x15, x0));
    x1 = i32x4.add(x1, x6); x12 = rotate16(v128.xor(x12, x1));
    x2 = i32x4.add(x2, x7); x13 = rotate16(v128.xor(x13, x2));
    x3 = i32x4.add(x3, x4); x14 = rotate16(v128.xor(x14, x3));
    x10 = i32x4.add(x10, x15); x5 = rotate(v128.xor(x5, x10), 12);
    x11 = i32x4.add(x11, x12); x6 = rotate(v128.xor(x6, x11), 12);
    x8 = i32x4.add(x8, x13); x7 = rotate(v128.xor(x7, x8), 12);
    x9 = i32x4.add(x9, x14); x4 = rotate(v128.xor(x4, x9), 12);
    x0 = i32x4.add(x0, x5); x15 = rotate8(v128.xor(x15, x0));
    x1 = i32x4.add(x1, x6); x12 = rotate8(v128.xor(x12, x1));
    x2 = i32x4.add(x2, x7); x13 = rotate8(v128.xor(x13, x2));
    x3 = i32x4.add(x3, x4); x14 = rotate8(v128.xor(x14, x3));
    x10 = i32x4.add(x10, x15); x5 = rotate(v128.xor(x5, x10), 7);
    x11 = i32x4.add(x11, x12); x6 = rotate(v128.xor(x6, x11), 7);
    x8 = i32x4.add(x8, x13); x7 = rotate(v128.xor(x7, x8), 7);
    x9 = i32x4.add(x9, x14); x4 = rotate(v128.xor(x4, x9), 7);
  }

  storeTransposed(
    i32x4.add(x0, i32x4.splat(0x61707865)),
    i32x4.add(x1, i32x4.splat(0x3320646e)),
    i32x4.add(x2, i32x4.splat(0x79622d32)),
    i32x4.add(x3, i32x4.splat(0x6b206574)),
    out,
  );
  storeTransposed(
    i32x4.add(x4, word(0)),
    i32x4.add(x5, word(1)),
    i32x4.add(x6, word(2)),
    i32x4.add(x7, word(3)),
    out + 16,
  );
  storeTransposed(
    i32x4.add(x8, word(4)),
    i32x4.add(x9, word(5)),
    i32x4.add(x10, word(6)),
    i32x4.add(x11, word(7)),
    out + 32,
  );
  storeTransposed(i32x4.add(x12, i12), i32x4.add(x13, i13), i32x4.add(x14, i14), x15, out + 48);
}

/** Rows of one operand as int16, row after row. K/64 is a multiple of four, so blocks come in fours. */
function generateRows(K: i32, matrix: i32, firstRow: i32, count: i32, out: usize): void {
  let at = out;
  for (let row = firstRow; row < firstRow + count; row++) {
    for (let q = 0; q < K / 64; q += 4) chacha8x4(q, row, matrix, ROW_BYTES + 64 * <usize>q);
    for (let k: usize = 0; k < <usize>K; k += 16) {
      const bytes = v128.load(ROW_BYTES + k);
      v128.store(at, i16x8.extend_low_i8x16_s(bytes));
      v128.store(at + 16, i16x8.extend_high_i8x16_s(bytes));
      at += 32;
    }
  }
}

// @ts-ignore: decorator
@inline
function sum(x: v128): i32 {
  return (
    i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3)
  );
}

/** Products of two rows of A and four rows of B. */
function multiplyTile(a: usize, b: usize, bytes: usize, out: usize, stride: usize): void {
  let s00 = i32x4.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  for (let k: usize = 0; k < bytes; k += 16) {
    const a0 = v128.load(a + k);
    const a1 = v128.load(a + bytes + k);
    const b0 = v128.load(b + k);
    s00 = i32x4.add(s00, i32x4.dot_i16x8_s(a0, b0));
    s10 = i32x4.add(s10, i32x4.dot_i16x8_s(a1, b0));
    const b1 = v128.load(b + bytes + k);
    s01 = i32x4.add(s01, i32x4.dot_i16x8_s(a0, b1));
    s11 = i32x4.add(s11, i32x4.dot_i16x8_s(a1, b1));
    const b2 = v128.load(b + 2 * bytes + k);
    s02 = i32x4.add(s02, i32x4.dot_i16x8_s(a0, b2));
    s12 = i32x4.add(s12, i32x4.dot_i16x8_s(a1, b2));
    const b3 = v128.load(b + 3 * bytes + k);
    s03 = i32x4.add(s03, i32x4.dot_i16x8_s(a0, b3));
    s13 = i32x4.add(s13, i32x4.dot_i16x8_s(a1, b3));
  }
  store<i32>(out, sum(s00));
  store<i32>(out + 4, sum(s01));
  store<i32>(out + 8, sum(s02));
  store<i32>(out + 12, sum(s03));
  store<i32>(out + stride, sum(s10));
  store<i32>(out + stride + 4, sum(s11));
  store<i32>(out + stride + 8, sum(s12));
  store<i32>(out + stride + 12, sum(s13));
}

/** C = A·Bᵀ of 16 rows from `row` and `columns` columns (a multiple of 4) from `column` of product `m`, row-major. */
export function multiply(K: i32, m: i32, row: i32, column: i32, columns: i32): void {
  generateRows(K, 2 * m, row, ROWS, LEFT);
  generateRows(K, 2 * m + 1, column, columns, RIGHT);
  const bytes = <usize>K * 2;
  const stride = <usize>columns * 4;
  for (let j: usize = 0; j < <usize>columns; j += 4) {
    for (let i: usize = 0; i < <usize>ROWS; i += 2) {
      multiplyTile(LEFT + i * bytes, RIGHT + j * bytes, bytes, PRODUCT + i * stride + j * 4, stride);
    }
  }
}
