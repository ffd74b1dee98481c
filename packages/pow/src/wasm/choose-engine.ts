import { PlainTileMultiplier, type TileMultiplier } from "../rules/tile-multiplier.js";
import { WasmTileMultiplier } from "./wasm-tile-multiplier.js";

/** What recomputes samples: WebAssembly SIMD where it is there and right, else plain JavaScript. */
export type VerificationEngine = "wasm" | "plain";

const TEST_SEED = Uint8Array.from({ length: 32 }, (_, index) => (index * 151 + 7) & 255);
/** Inner dimensions below and above what one block of four fills; rows and columns away from the origin. */
const TEST_TILES = [
  { K: 256, place: { m: 0, row: 0, column: 0 }, columns: 8 },
  { K: 768, place: { m: 8191, row: 16_368, column: 32_704 }, columns: 64 },
] as const;

let chosen: VerificationEngine | undefined;

/** The engine of this thread, decided once: the module must give what the plain code gives. */
export function verificationEngine(): VerificationEngine {
  chosen ??= isWasmRight(WasmTileMultiplier) ? "wasm" : "plain";
  return chosen;
}

/** A multiplier for one seed, with the engine of this thread unless one is named. */
export function createTileMultiplier(
  seed: Uint8Array,
  K: number,
  engine: VerificationEngine = verificationEngine(),
): TileMultiplier {
  return engine === "wasm" ? new WasmTileMultiplier(seed, K) : new PlainTileMultiplier(seed, K);
}

/** The self-test. Whatever goes wrong in WebAssembly is a reason to do without it, never an error. */
export function isWasmRight(wasm: new (seed: Uint8Array, K: number) => TileMultiplier): boolean {
  try {
    return TEST_TILES.every(({ K, place, columns }) => {
      const expected = new PlainTileMultiplier(TEST_SEED, K).multiply(place, columns).slice(0, 16 * columns);
      const actual = new wasm(TEST_SEED, K).multiply(place, columns).slice(0, 16 * columns);
      return Buffer.compare(toBytes(expected), toBytes(actual)) === 0;
    });
  } catch {
    return false; // no WebAssembly, no SIMD, or no module: the plain code does
  }
}

function toBytes(words: Int32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
