import { readFileSync } from "node:fs";
import { type ProductPlace, STRIP_COLUMNS, STRIP_ROWS } from "../rules/product-layout.js";
import type { TileMultiplier } from "../rules/tile-multiplier.js";

const MODULE_FILE = new URL("../../wasm/recompute.wasm", import.meta.url);
const PAGE_BYTES = 65_536;

/** The part of the global that is used: neither Node's types nor the language's declare it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What `recompute.as.ts` exports. */
interface RecomputeModule {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  keyAt(): number;
  productAt(): number;
  requiredBytes(): number;
  multiply(K: number, m: number, row: number, column: number, columns: number): void;
}

let loaded: RecomputeModule | undefined;

/**
 * The module, loaded once per thread.
 *
 * @throws whatever WebAssembly throws where it, or its SIMD, is not there.
 */
function loadModule(): RecomputeModule {
  if (loaded) return loaded;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(MODULE_FILE)));
  const module = exports as RecomputeModule;
  const missing = module.requiredBytes() - module.memory.buffer.byteLength;
  if (missing > 0) module.memory.grow(Math.ceil(missing / PAGE_BYTES));
  loaded = module;
  return module;
}

/** 128-bit SIMD in WebAssembly. All of a thread share one memory: the result is good until any of them multiplies. */
export class WasmTileMultiplier implements TileMultiplier {
  readonly #seed: Uint8Array;
  readonly #K: number;
  readonly #module: RecomputeModule;
  readonly #key: Uint8Array;
  readonly #product: Int32Array;

  constructor(seed: Uint8Array, K: number) {
    this.#seed = seed;
    this.#K = K;
    const module = loadModule();
    const { buffer } = module.memory;
    this.#module = module;
    this.#key = new Uint8Array(buffer, module.keyAt(), seed.length);
    this.#product = new Int32Array(buffer, module.productAt(), STRIP_ROWS * STRIP_COLUMNS);
  }

  multiply({ m, row, column }: ProductPlace, columnCount: number): Int32Array {
    this.#key.set(this.#seed);
    this.#module.multiply(this.#K, m, row, column, columnCount);
    return this.#product;
  }
}
