/** What a challenge is for (GPOW-1 section 18). `lab` is for tests and demonstrations only. */
export type Tier = "lab" | "pulse" | "standard" | "deep";

/** Every {@link Tier} at its number on the wire. */
export const TIERS: readonly Tier[] = ["lab", "pulse", "standard", "deep"];

/** The work one GPU is asked to do, in the letters of GPOW-1 section 4. */
export interface PowParams {
  readonly tier: Tier;
  /** Rows and columns of a product. */
  readonly n: number;
  /** Inner dimension. */
  readonly K: number;
  /** Number of products; one takes n² bytes of device memory. */
  readonly M: number;
  /** Number of walkers. */
  readonly W: number;
  /** Steps per walker. */
  readonly S: number;
  /** Sampled strips. */
  readonly t1: number;
  /** Sampled walkers. */
  readonly t2: number;
}

/** The fields of a parameter block, as section 4 names them. */
export type ParamsField =
  | "version"
  | "algo"
  | "tier"
  | "n"
  | "K"
  | "M"
  | "W"
  | "S"
  | "t1"
  | "t2"
  | "zero"
  | "length";

export type ParsedParams =
  | { readonly ok: true; readonly params: PowParams }
  /** The first field, in the order of section 4, that breaks a rule. */
  | { readonly ok: false; readonly field: ParamsField };

/** Bytes of an encoded parameter block. */
const PARAMS_BYTES = 32;

const VERSION = 1;
const ALGO_I8 = 0;
const MAX_ITEMS = 2 ** 31;

/** The 32 bytes of section 4. It does not check the values: {@link parseParams} does. */
export function encodeParams(params: PowParams): Uint8Array {
  const bytes = new Uint8Array(PARAMS_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, VERSION, true);
  view.setUint8(2, ALGO_I8);
  view.setUint8(3, TIERS.indexOf(params.tier));
  view.setUint32(4, params.n, true);
  view.setUint32(8, params.K, true);
  view.setUint32(12, params.M, true);
  view.setUint32(16, params.W, true);
  view.setUint32(20, params.S, true);
  view.setUint16(24, params.t1, true);
  view.setUint16(26, params.t2, true);
  return bytes;
}

/** Reads a parameter block and checks every rule of section 4, in its order. */
export function parseParams(bytes: Uint8Array): ParsedParams {
  if (bytes.length !== PARAMS_BYTES) return { ok: false, field: "length" };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) !== VERSION) return { ok: false, field: "version" };
  if (view.getUint8(2) !== ALGO_I8) return { ok: false, field: "algo" };
  const tier = TIERS[view.getUint8(3)];
  if (tier === undefined) return { ok: false, field: "tier" };
  if (view.getUint32(28, true) !== 0) return { ok: false, field: "zero" };
  const params: PowParams = {
    tier,
    n: view.getUint32(4, true),
    K: view.getUint32(8, true),
    M: view.getUint32(12, true),
    W: view.getUint32(16, true),
    S: view.getUint32(20, true),
    t1: view.getUint16(24, true),
    t2: view.getUint16(26, true),
  };
  const field = findInvalidField(params);
  return field === undefined ? { ok: true, params } : { ok: false, field };
}

/** The first field of `params` that breaks section 4, in its order, or `undefined`. */
export function findInvalidField(params: PowParams): ParamsField | undefined {
  const { n, K, M, W, S, t1, t2 } = params;
  if (!isPowerOfTwo(n) || n < 256 || n > 32_768) return "n";
  if (!isMultiple(K, 256) || K < 256 || K > 16_384) return "K";
  if (!Number.isInteger(M) || M < 1 || M > 8192 || M * itemsPerProduct(n) > MAX_ITEMS) return "M";
  if (!isPowerOfTwo(W) || W < 2 ** 10 || W > 2 ** 26) return "W";
  if (!isMultiple(S, 16) || S < 16 || S > 1024) return "S";
  if (!Number.isInteger(t1) || t1 < 8 || t1 > 256 || t1 > M * stripsPerProduct(n)) return "t1";
  if (!Number.isInteger(t2) || t2 < 4 || t2 > 64) return "t2";
  return params.tier === "lab" ? undefined : findFieldUnfitForProduction(params);
}

function findFieldUnfitForProduction({ n, K, S, t1, t2 }: PowParams): ParamsField | undefined {
  if (n !== 8192 && n !== 16_384) return "n";
  if (K !== 1024 && K !== 2048 && K !== 4096) return "K";
  if (S !== 64 && S !== 128 && S !== 256) return "S";
  if (t1 < 32) return "t1";
  if (t2 < 8) return "t2";
  return undefined;
}

/** Items of 128 product bytes in one product. */
export function itemsPerProduct(n: number): number {
  return (n * n) / 128;
}

/** Strips of 16 × 64 elements in one product. */
export function stripsPerProduct(n: number): number {
  return (n * n) / 1024;
}

/** Leaves of 8 strips in one product. */
export function leavesPerProduct(n: number): number {
  return (n * n) / 8192;
}

/** Levels above the leaves of a product tree (d1). */
export function productTreeDepth(n: number): number {
  return Math.log2(leavesPerProduct(n));
}

/** Levels above the leaves of the walk tree (d2). */
export function walkTreeDepth(W: number): number {
  return Math.log2(W / 32);
}

/** Integer operations of the fill: 2·n²·K·M. */
export function fillOps({ n, K, M }: PowParams): bigint {
  return 2n * BigInt(n) * BigInt(n) * BigInt(K) * BigInt(M);
}

/** Bytes that the walk reads: 128·W·S. */
export function walkBytes({ W, S }: PowParams): number {
  return 128 * W * S;
}

/** Bytes of device memory that an honest executor needs (section 18). */
export function neededBytes({ n, K, M, W }: PowParams): number {
  return M * n * n + (M * n * n) / 128 + 4 * n * K + (n * n) / 4 + 34 * W + 2 ** 28;
}

/** Bytes of a GPU's Openings after the index byte (section 12). */
export function openingsBodyBytes({ n, M, W, t1, t2 }: PowParams): number {
  return 32 * M + 32 + t1 * (1024 + 32 * productTreeDepth(n)) + t2 * (1024 + 32 * walkTreeDepth(W));
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(value) && value > 0 && Number.isInteger(Math.log2(value));
}

function isMultiple(value: number, of: number): boolean {
  return Number.isInteger(value) && value % of === 0;
}
