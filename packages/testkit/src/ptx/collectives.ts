import type { Step } from "./arithmetic.js";
import { PtxFault } from "./memory.js";
import { type Instruction, PtxSyntaxError } from "./parse.js";
import type { Slots } from "./slots.js";
import { LANES, type Warp } from "./warp.js";

// Test runners turn every use of an imported constant into a call: too dear in a loop over lanes.
const lanes: number = LANES;

/** `mma.sync` 8-bit, 16 × 8 × 32 and 8 × 8 × 16: every lane holds a piece of each fragment (PTX ISA, matrix fragments). */
export function buildMma({ opcode, operands, line }: Instruction, slots: Slots): Step {
  const large = opcode.includes("m16n8k32");
  const rows = large ? 16 : 8;
  const depth = large ? 32 : 16;
  const d = slots.ofVector(operands[0], large ? 4 : 2, line).map((slot) => slot * LANES);
  const a = slots.ofVector(operands[1], large ? 4 : 1, line).map((slot) => slot * LANES);
  const b = slots.ofVector(operands[2], large ? 2 : 1, line).map((slot) => slot * LANES);
  const c = slots.ofVector(operands[3], large ? 4 : 2, line).map((slot) => slot * LANES);
  const wordsPerRow = depth / 4;
  const aWords = new Int32Array(rows * wordsPerRow);
  const bWords = new Int32Array(8 * wordsPerRow);
  const aBytes = new Int8Array(aWords.buffer);
  const bBytes = new Int8Array(bWords.buffer);
  const product = new Int32Array(rows * 8);
  return (warp, mask) => {
    warp.requireAllLanes(mask, "mma.sync");
    const r = warp.registers;
    for (let l = 0; l < lanes; l++) {
      const g = l >> 2;
      const t = l & 3;
      // Fragment 2·h + v of A: rows 8·v + g, k from 16·h. Fragment h of B: column g, k from 16·h.
      for (let i = 0; i < a.length; i++) {
        aWords[(8 * (i & 1) + g) * wordsPerRow + 4 * (i >> 1) + t] = r[(a[i] as number) + l] as number;
      }
      for (let h = 0; h < b.length; h++) {
        bWords[g * wordsPerRow + 4 * h + t] = r[(b[h] as number) + l] as number;
      }
    }
    multiplyBytes(aBytes, bBytes, product, rows, 8, depth);
    for (let l = 0; l < lanes; l++) {
      const corner = (l >> 2) * 8 + 2 * (l & 3);
      for (let q = 0; q < d.length; q++) {
        const value = product[corner + 64 * (q >> 1) + (q & 1)] as number;
        r[(d[q] as number) + l] = (r[(c[q] as number) + l] as number) + value;
      }
    }
  };
}

/** out[i][j] = Σ a[i][k]·b[j][k] over bytes; rows are `depth` apart. */
function multiplyBytes(
  a: Int8Array,
  b: Int8Array,
  out: Int32Array,
  rows: number,
  columns: number,
  depth: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let p = i * depth, q = j * depth, end = p + depth; p < end; p += 4, q += 4) {
        sum +=
          (a[p] as number) * (b[q] as number) +
          (a[p + 1] as number) * (b[q + 1] as number) +
          (a[p + 2] as number) * (b[q + 2] as number) +
          (a[p + 3] as number) * (b[q + 3] as number);
      }
      out[i * columns + j] = sum;
    }
  }
}

/** `ldmatrix.x4`: lane l names row l%8 of matrix l/8; each lane receives one word of each matrix. */
export function buildLoadMatrix({ operands, line }: Instruction, slots: Slots): Step {
  const d = slots.ofVector(operands[0], 4, line).map((slot) => slot * LANES);
  const address = slots.ofAddress(operands[1], line);
  return (warp, mask) => {
    warp.requireAllLanes(mask, "ldmatrix");
    const r = warp.registers;
    const rows: number[] = [];
    for (let l = 0; l < lanes; l++) {
      rows.push(warp.shared.indexOf(((r[address.slot * LANES + l] as number) >>> 0) + address.offset, 16));
    }
    for (const [matrix, slot] of d.entries()) {
      for (let l = 0; l < lanes; l++) {
        r[slot + l] = warp.shared.words[(rows[matrix * 8 + (l >> 2)] as number) + (l & 3)] as number;
      }
    }
  };
}

/** `shfl.sync.bfly`: every lane reads the value of lane xor distance. */
export function buildShuffle({ operands, line }: Instruction, slots: Slots): Step {
  const pair = operands[0];
  const target = pair?.kind === "pair" ? slots.register(pair.first) : slots.of(pair, line);
  const valid = pair?.kind === "pair" ? slots.register(pair.second) * LANES : undefined;
  const [source = 0, distance = 0, , members = 0] = operands
    .slice(1)
    .map((operand) => slots.of(operand, line) * LANES);
  const d = target * LANES;
  return (warp, mask) => {
    warp.requireAllLanes(mask, "shfl.sync");
    const r = warp.registers;
    if (r[members] !== -1) throw new PtxFault("shfl.sync names fewer than 32 lanes");
    const values = r.slice(source, source + LANES);
    for (let l = 0; l < lanes; l++) {
      r[d + l] = values[l ^ (r[distance + l] as number)] ?? (values[l] as number);
      if (valid !== undefined) r[valid + l] = 1;
    }
  };
}

const ACCUMULATORS = 128;

interface Descriptor {
  readonly start: number;
  readonly stride: number;
}

/** Shared-memory descriptor (PTX ISA): we use K-major with 128-byte swizzle and take nothing else. */
function decodeDescriptor(low: number, high: number): Descriptor {
  if (high >>> 30 !== 1) throw new PtxFault("wgmma descriptor without 128-byte swizzle");
  if (((high >>> 17) & 7) !== 0) throw new PtxFault("wgmma descriptor with a base offset");
  return { start: (low & 0x3fff) << 4, stride: (high & 0x3fff) << 4 };
}

/** Copies row `row`, 32 bytes of k, through the swizzle into `out`. */
function readSwizzledRow(
  warp: Warp,
  { start, stride }: Descriptor,
  row: number,
  out: Int32Array,
  at: number,
): void {
  for (let chunk = 0; chunk < 2; chunk++) {
    const plain = start + (row >> 3) * stride + (row & 7) * 128 + chunk * 16;
    const address = plain ^ (((plain >> 7) & 7) << 4);
    const index = warp.shared.asyncIndexOf(address, 16);
    for (let word = 0; word < 4; word++) {
      out[at + chunk * 4 + word] = warp.shared.words[index + word] as number;
    }
  }
}

/** `wgmma.mma_async` m64n256k32 on bytes: this warp's 16 rows, computed when a wait forces it. */
export function buildWgmma({ operands, line }: Instruction, slots: Slots): Step {
  const d = slots.ofVector(operands[0], ACCUMULATORS, line);
  const [descriptorA = 0, descriptorB = 0, scale = 0] = operands
    .slice(1)
    .map((op) => slots.of(op, line) * LANES);
  if (operands.length !== 4) throw new PtxSyntaxError(line, "wgmma takes four operands");
  const aWords = new Int32Array(16 * 8);
  const bWords = new Int32Array(256 * 8);
  const product = new Int32Array(16 * 256);
  return (warp, mask) => {
    warp.requireAllLanes(mask, "wgmma");
    if (!warp.hasFencedProducts) throw new PtxFault("wgmma without a wgmma.fence before it");
    const r = warp.registers;
    const a = decodeDescriptor(r[descriptorA] as number, r[descriptorA + LANES] as number);
    const b = decodeDescriptor(r[descriptorB] as number, r[descriptorB + LANES] as number);
    const accumulates = r[scale] !== 0;
    const firstRow = 16 * (warp.index & 3);
    const compute = (): void => {
      for (let row = 0; row < 16; row++) readSwizzledRow(warp, a, firstRow + row, aWords, row * 8);
      for (let row = 0; row < 256; row++) readSwizzledRow(warp, b, row, bWords, row * 8);
      multiplyBytes(new Int8Array(aWords.buffer), new Int8Array(bWords.buffer), product, 16, 256, 32);
      for (const [register, slot] of d.entries()) {
        const q = register & 3;
        const column = 8 * (register >> 2) + (q & 1);
        for (let l = 0; l < lanes; l++) {
          const value = product[((l >> 2) + 8 * (q >> 1)) * 256 + column + 2 * (l & 3)] as number;
          const place = slot * LANES + l;
          r[place] = accumulates ? ((r[place] as number) + value) | 0 : value;
        }
      }
    };
    // Whenever it computes, the accumulators are its own until a wait gives them back.
    for (const slot of d) warp.inFlight.set(slot, (warp.inFlight.get(slot) ?? 0) + 1);
    if (warp.context.products === "earliest") compute();
    warp.products.issue(() => {
      if (warp.context.products === "latest") compute();
      for (const slot of d) {
        const running = (warp.inFlight.get(slot) ?? 1) - 1;
        if (running === 0) warp.inFlight.delete(slot);
        else warp.inFlight.set(slot, running);
      }
    });
  };
}
