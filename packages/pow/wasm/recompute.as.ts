/*
 * Operand rows and exact products of GPOW-1 (sections 5 and 6) with 128-bit SIMD, in AssemblyScript. It does what
 * `rules/operand.ts` and `rules/multiply.ts` do, bit by bit; those are its oracle. Build: node scripts/build-wasm.mjs.
 *
 * Entries are kept as int16, in groups of rows that are multiplied together: two rows of A, four of B. A group holds 16
 * bytes of its first row, 16 of its second and so on, then the next 16 of each. Within a row the entries keep the order
 * in which ChaCha lanes come out of the registers: a sum of products does not care, as long as A and B agree.
 *
 * Memory, in this order: key (32 bytes), product (16 × 64 words), one group of A (2 × K int16), groups of B (64 × K
 * int16). The host grows the memory for the largest K once.
 */

const KEY: usize = 1024;
const PRODUCT: usize = KEY + 64;
const MAX_K: usize = 16384;
const LEFT: usize = PRODUCT + 16 * 64 * 4;
const RIGHT: usize = LEFT + 2 * MAX_K * 2;
/** Bytes of memory that the largest K needs. */
const END: usize = RIGHT + 64 * MAX_K * 2;

const ROWS: i32 = 16;
/** Bytes from 8 entries of a row to its next 8: 16 of each row of the group. */
const LEFT_STEP: usize = 2 * 16;
const RIGHT_STEP: usize = 4 * 16;

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
function word(index: usize): v128 {
  return v128.load32_splat(KEY + 4 * index);
}

/** 16 entries as int16: the first eight at `at`, the others one step on. */
// @ts-ignore: decorator
@inline
function storeWide(entries: v128, at: usize, step: usize): void {
  v128.store(at, i16x8.extend_low_i8x16_s(entries));
  v128.store(at + step, i16x8.extend_high_i8x16_s(entries));
}

/**
 * One operand row, from the ChaCha8 blocks (key, q, row, matrix, 0) for q = 0 … K/64 − 1, four at a time: K/64 is a
 * multiple of four. Lane i of every vector belongs to block q + i.
 *
 * Only the first column of the first round knows q. The other three are the same for the whole row, and done once.
 */
function generateRow(K: i32, matrix: i32, row: i32, out: usize, step: usize): void {
  // Rotations by whole bytes are one instruction each, if the engine finds the constant in a register.
  const by16 = i8x16(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
  const by8 = i8x16(3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
  const c0 = i32x4.splat(0x61707865);
  const c1 = i32x4.splat(0x3320646e);
  const c2 = i32x4.splat(0x79622d32);
  const c3 = i32x4.splat(0x6b206574);
  const k0 = word(0);
  const k1 = word(1);
  const k2 = word(2);
  const k3 = word(3);
  const k4 = word(4);
  const k5 = word(5);
  const k6 = word(6);
  const k7 = word(7);
  let w0 = i32x4(0, 1, 2, 3);
  const w1 = i32x4.splat(row);
  const w2 = i32x4.splat(matrix);
  let x1 = c1;
  let x2 = c2;
  let x3 = c3;
  let x5 = k1;
  let x6 = k2;
  let x7 = k3;
  let x9 = k5;
  let x10 = k6;
  let x11 = k7;
  let x13 = w1;
  let x14 = w2;
  let x15 = i32x4.splat(0);
  x1 = i32x4.add(x1, x5); x13 = i8x16.swizzle(v128.xor(x13, x1), by16);
  x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 12);
  x1 = i32x4.add(x1, x5); x13 = i8x16.swizzle(v128.xor(x13, x1), by8);
  x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 7);
  x2 = i32x4.add(x2, x6); x14 = i8x16.swizzle(v128.xor(x14, x2), by16);
  x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 12);
  x2 = i32x4.add(x2, x6); x14 = i8x16.swizzle(v128.xor(x14, x2), by8);
  x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 7);
  x3 = i32x4.add(x3, x7); x15 = i8x16.swizzle(v128.xor(x15, x3), by16);
  x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 12);
  x3 = i32x4.add(x3, x7); x15 = i8x16.swizzle(v128.xor(x15, x3), by8);
  x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 7);
  const y1 = x1;
  const y2 = x2;
  const y3 = x3;
  const y5 = x5;
  const y6 = x6;
  const y7 = x7;
  const y9 = x9;
  const y10 = x10;
  const y11 = x11;
  const y13 = x13;
  const y14 = x14;
  const y15 = x15;

  let at = out;
  for (let k = 0; k < K; k += 256) {
    let x0 = c0;
    let x4 = k0;
    let x8 = k4;
    let x12 = w0;
    x0 = i32x4.add(x0, x4); x12 = i8x16.swizzle(v128.xor(x12, x0), by16);
    x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 12);
    x0 = i32x4.add(x0, x4); x12 = i8x16.swizzle(v128.xor(x12, x0), by8);
    x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 7);
    x1 = y1;
    x2 = y2;
    x3 = y3;
    x5 = y5;
    x6 = y6;
    x7 = y7;
    x9 = y9;
    x10 = y10;
    x11 = y11;
    x13 = y13;
    x14 = y14;
    x15 = y15;
    for (let round = 0; ; round++) {
      // Diagonals.
      x0 = i32x4.add(x0, x5); x15 = i8x16.swizzle(v128.xor(x15, x0), by16);
      x10 = i32x4.add(x10, x15); x5 = rotate(v128.xor(x5, x10), 12);
      x0 = i32x4.add(x0, x5); x15 = i8x16.swizzle(v128.xor(x15, x0), by8);
      x10 = i32x4.add(x10, x15); x5 = rotate(v128.xor(x5, x10), 7);
      x1 = i32x4.add(x1, x6); x12 = i8x16.swizzle(v128.xor(x12, x1), by16);
      x11 = i32x4.add(x11, x12); x6 = rotate(v128.xor(x6, x11), 12);
      x1 = i32x4.add(x1, x6); x12 = i8x16.swizzle(v128.xor(x12, x1), by8);
      x11 = i32x4.add(x11, x12); x6 = rotate(v128.xor(x6, x11), 7);
      x2 = i32x4.add(x2, x7); x13 = i8x16.swizzle(v128.xor(x13, x2), by16);
      x8 = i32x4.add(x8, x13); x7 = rotate(v128.xor(x7, x8), 12);
      x2 = i32x4.add(x2, x7); x13 = i8x16.swizzle(v128.xor(x13, x2), by8);
      x8 = i32x4.add(x8, x13); x7 = rotate(v128.xor(x7, x8), 7);
      x3 = i32x4.add(x3, x4); x14 = i8x16.swizzle(v128.xor(x14, x3), by16);
      x9 = i32x4.add(x9, x14); x4 = rotate(v128.xor(x4, x9), 12);
      x3 = i32x4.add(x3, x4); x14 = i8x16.swizzle(v128.xor(x14, x3), by8);
      x9 = i32x4.add(x9, x14); x4 = rotate(v128.xor(x4, x9), 7);
      if (round == 3) break;
      // Columns of the next round.
      x0 = i32x4.add(x0, x4); x12 = i8x16.swizzle(v128.xor(x12, x0), by16);
      x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 12);
      x0 = i32x4.add(x0, x4); x12 = i8x16.swizzle(v128.xor(x12, x0), by8);
      x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 7);
      x1 = i32x4.add(x1, x5); x13 = i8x16.swizzle(v128.xor(x13, x1), by16);
      x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 12);
      x1 = i32x4.add(x1, x5); x13 = i8x16.swizzle(v128.xor(x13, x1), by8);
      x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 7);
      x2 = i32x4.add(x2, x6); x14 = i8x16.swizzle(v128.xor(x14, x2), by16);
      x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 12);
      x2 = i32x4.add(x2, x6); x14 = i8x16.swizzle(v128.xor(x14, x2), by8);
      x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 7);
      x3 = i32x4.add(x3, x7); x15 = i8x16.swizzle(v128.xor(x15, x3), by16);
      x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 12);
      x3 = i32x4.add(x3, x7); x15 = i8x16.swizzle(v128.xor(x15, x3), by8);
      x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 7);
    }
    storeWide(i32x4.add(x0, c0), at, step); at += 2 * step;
    storeWide(i32x4.add(x1, c1), at, step); at += 2 * step;
    storeWide(i32x4.add(x2, c2), at, step); at += 2 * step;
    storeWide(i32x4.add(x3, c3), at, step); at += 2 * step;
    storeWide(i32x4.add(x4, k0), at, step); at += 2 * step;
    storeWide(i32x4.add(x5, k1), at, step); at += 2 * step;
    storeWide(i32x4.add(x6, k2), at, step); at += 2 * step;
    storeWide(i32x4.add(x7, k3), at, step); at += 2 * step;
    storeWide(i32x4.add(x8, k4), at, step); at += 2 * step;
    storeWide(i32x4.add(x9, k5), at, step); at += 2 * step;
    storeWide(i32x4.add(x10, k6), at, step); at += 2 * step;
    storeWide(i32x4.add(x11, k7), at, step); at += 2 * step;
    storeWide(i32x4.add(x12, w0), at, step); at += 2 * step;
    storeWide(i32x4.add(x13, w1), at, step); at += 2 * step;
    storeWide(i32x4.add(x14, w2), at, step); at += 2 * step;
    storeWide(x15, at, step); at += 2 * step;
    w0 = i32x4.add(w0, i32x4.splat(4));
  }
}

/** The sums of the lanes of four vectors. */
// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return i32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3));
}

/** Products of a group of A and a group of B: 2 × 4 words at `out`, the rows `stride` bytes apart. */
function multiplyGroups(K: i32, left: usize, right: usize, out: usize, stride: usize): void {
  let s00 = i32x4.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  let a = left;
  let b = right;
  for (let k = 0; k < K; k += 8) {
    const a0 = v128.load(a);
    const a1 = v128.load(a, 16);
    const b0 = v128.load(b);
    s00 = i32x4.add(s00, i32x4.dot_i16x8_s(a0, b0));
    s10 = i32x4.add(s10, i32x4.dot_i16x8_s(a1, b0));
    const b1 = v128.load(b, 16);
    s01 = i32x4.add(s01, i32x4.dot_i16x8_s(a0, b1));
    s11 = i32x4.add(s11, i32x4.dot_i16x8_s(a1, b1));
    const b2 = v128.load(b, 32);
    s02 = i32x4.add(s02, i32x4.dot_i16x8_s(a0, b2));
    s12 = i32x4.add(s12, i32x4.dot_i16x8_s(a1, b2));
    const b3 = v128.load(b, 48);
    s03 = i32x4.add(s03, i32x4.dot_i16x8_s(a0, b3));
    s13 = i32x4.add(s13, i32x4.dot_i16x8_s(a1, b3));
    a += LEFT_STEP;
    b += RIGHT_STEP;
  }
  v128.store(out, sums(s00, s01, s02, s03));
  v128.store(out + stride, sums(s10, s11, s12, s13));
}

/** C = A·Bᵀ of 16 rows from `row` and `columns` columns (a multiple of 4) from `column` of product `m`, row-major. */
export function multiply(K: i32, m: i32, row: i32, column: i32, columns: i32): void {
  const rowBytes = <usize>K * 2;
  const stride = <usize>columns * 4;
  for (let j = 0; j < columns; j++) {
    const group = RIGHT + <usize>(j & ~3) * rowBytes;
    generateRow(K, 2 * m + 1, column + j, group + 16 * <usize>(j & 3), RIGHT_STEP);
  }
  let out = PRODUCT;
  // Two rows of A at a time stay in the first-level cache, beside a group of B, while all of B goes by.
  for (let i = row; i < row + ROWS; i += 2) {
    generateRow(K, 2 * m, i, LEFT, LEFT_STEP);
    generateRow(K, 2 * m, i + 1, LEFT + 16, LEFT_STEP);
    for (let j: usize = 0; j < <usize>columns; j += 4) {
      multiplyGroups(K, LEFT, RIGHT + j * rowBytes, out + j * 4, stride);
    }
    out += 2 * stride;
  }
}
