import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { EmulatedKernels, type Variation } from "@headframe/testkit/ptx";
import { SEED } from "./golden.data.js";

export const FILES = ["gpow_sm75", "gpow_sm80", "gpow_sm90a"] as const;
export type PtxFile = (typeof FILES)[number];

/** The text that is shipped. */
export function shippedPtx(file: PtxFile): string {
  return readFileSync(new URL(`../../ptx/${file}.ptx`, import.meta.url), "utf8");
}

/** The parameters and the body of a kernel, or `undefined` where the file has no such kernel. */
export function kernelText(ptx: string, kernel: string): string | undefined {
  const start = ptx.indexOf(`.entry ${kernel}(`);
  return start < 0 ? undefined : ptx.slice(start, ptx.indexOf("\n}", start));
}

export interface Product {
  readonly product: Uint8Array;
  readonly digests: Uint8Array;
}

export type GemmKernel = "gpow_gemm" | "gpow_gemm_dp4a";

/** Runs a product kernel on given operands. */
export function runGemm(
  ptx: string,
  kernel: GemmKernel,
  [a, b]: Operands,
  n: number,
  K: number,
  variation: Variation = {},
): Product {
  const kernels = new EmulatedKernels(ptx, variation);
  const { memory } = kernels;
  const [A, B, P, D] = [n * K, n * K, n * n, (n * n) / 8].map((size) => memory.allocate(size)) as [
    number,
    number,
    number,
    number,
  ];
  memory.write(A, a);
  memory.write(B, b);
  kernels.gemm(kernel, A, B, P, D, n, K);
  return { product: memory.bytesAt(P), digests: memory.bytesAt(D) };
}

export type Operands = readonly [a: Uint8Array, b: Uint8Array];

/** Runs the operand kernel for both operands of product m. */
export function runOperands(ptx: string, n: number, K: number, m: number): Operands {
  const kernels = new EmulatedKernels(ptx);
  const seed = Buffer.from(SEED, "hex");
  const [a, b] = [0, 1].map((o) => {
    const out = kernels.memory.allocate(n * K);
    kernels.operand(out, seed, n, K, 2 * m + o);
    return kernels.memory.bytesAt(out);
  }) as [Uint8Array, Uint8Array];
  return [a, b];
}

/** Hashes leaves of `leafBytes` and all levels above them with the SHA-256 kernel; the root in hex. */
export function runTree(ptx: string, leaves: Uint8Array): string {
  const kernels = new EmulatedKernels(ptx);
  const { memory } = kernels;
  let count = leaves.length / 1024;
  const input = memory.allocate(leaves.length);
  memory.write(input, leaves);
  let level = memory.allocate(count * 32);
  kernels.sha256(input, level, count, 16);
  for (; count > 1; count /= 2) {
    const next = memory.allocate(count * 16);
    kernels.sha256(level, next, count / 2, 1);
    level = next;
  }
  return Buffer.from(memory.bytesAt(level)).toString("hex");
}

export interface WalkInput {
  /** Product bytes of all products, one after the other. */
  readonly items: Uint8Array;
  /** How many slabs the items are cut into. */
  readonly slabs: number;
  readonly nonce: string;
  readonly S: number;
  readonly W: number;
}

/** Runs the walk kernel; 32·W bytes. */
export function runWalk(ptx: string, input: WalkInput, variation: Variation = {}): Uint8Array {
  const { items, slabs, nonce, S, W } = input;
  const kernels = new EmulatedKernels(ptx, variation);
  const { memory } = kernels;
  const slabBytes = items.length / slabs;
  const addresses = Array.from({ length: slabs }, (_, index) => {
    const address = memory.allocate(slabBytes);
    memory.write(address, items.subarray(index * slabBytes, (index + 1) * slabBytes));
    return address;
  });
  const out = memory.allocate(32 * W);
  kernels.walk(addresses, slabBytes / 128, items.length / 128, Buffer.from(nonce, "hex"), S, W, out);
  return memory.bytesAt(out);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Product bytes and strip digests as sections 6 and 7 write them, element by element: the oracle for other sizes. */
export function plainProduct([a, b]: Operands, n: number, K: number): Product {
  const A = new Int8Array(a.buffer, a.byteOffset, a.length);
  const B = new Int8Array(b.buffer, b.byteOffset, b.length);
  const c = new Int32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < K; k++) sum += (A[i * K + k] as number) * (B[j * K + k] as number);
      c[i * n + j] = sum;
    }
  }
  const product = new Uint8Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const item = (i >> 4) * (n / 8) + (j >> 3);
      const lane = (i & 7) * 4 + ((j & 7) >> 1);
      const q = ((i >> 3) & 1) * 2 + (j & 1);
      product[item * 128 + lane * 4 + q] = ((c[i * n + j] as number) >> 6) & 255;
    }
  }
  const words = new Uint32Array((n * n) / 32);
  for (let strip = 0; strip < (n / 16) * (n / 64); strip++) {
    const row = Math.floor(strip / (n / 64)) * 16;
    const column = (strip % (n / 64)) * 64;
    for (let lane = 0; lane < 32; lane++) {
      let h = 0x6a09e667 ^ lane;
      for (let step = 0; step < 32; step++) {
        const f = step >> 2;
        const q = step & 3;
        const i = row + (lane >> 2) + 8 * (q >> 1);
        const j = column + 8 * f + 2 * (lane & 3) + (q & 1);
        h = Math.imul(((h << 5) | (h >>> 27)) ^ (c[i * n + j] as number), 0x9e3779b1);
      }
      words[strip * 32 + lane] = h;
    }
  }
  return { product, digests: new Uint8Array(words.buffer) };
}
