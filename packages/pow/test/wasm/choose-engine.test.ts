import { describe, expect, test } from "vitest";
import { PlainTileMultiplier, type TileMultiplier } from "../../src/rules/tile-multiplier.js";
import { createTileMultiplier, isWasmRight, verificationEngine } from "../../src/wasm/choose-engine.js";
import { WasmTileMultiplier } from "../../src/wasm/wasm-tile-multiplier.js";

/** A module that runs, with one wrong bit in the last element. */
class AlmostRight extends PlainTileMultiplier {
  override multiply(...args: Parameters<TileMultiplier["multiply"]>): Int32Array {
    const c = super.multiply(...args);
    const last = 16 * args[1] - 1;
    c[last] = (c[last] ?? 0) ^ 1;
    return c;
  }
}

class Unloadable extends PlainTileMultiplier {
  constructor(...args: ConstructorParameters<typeof PlainTileMultiplier>) {
    super(...args);
    throw new Error("no SIMD here");
  }
}

describe("the engine of verification", () => {
  test("is WebAssembly on this machine", () => {
    expect(verificationEngine()).toBe("wasm");
    expect(createTileMultiplier(new Uint8Array(32), 256)).toBeInstanceOf(WasmTileMultiplier);
  });

  test("is the plain one when the module gives a wrong bit, or cannot be loaded", () => {
    expect(isWasmRight(AlmostRight)).toBe(false);
    expect(isWasmRight(Unloadable)).toBe(false);
    expect(isWasmRight(PlainTileMultiplier)).toBe(true);
  });

  test.each([256, 1024, 4096, 16_384])(
    "gives what the plain one gives for K = %d, whichever seed came before",
    (K) => {
      const seeds = [1, 2].map((fill) => new Uint8Array(32).fill(fill));
      const wasm = seeds.map((seed) => new WasmTileMultiplier(seed, K));
      for (const [index, seed] of seeds.entries()) {
        const place = { m: 100 + index, row: 48, column: 8 };
        const expected = new PlainTileMultiplier(seed, K).multiply(place, 8).slice(0, 128);
        expect(wasm[index]?.multiply(place, 8).slice(0, 128)).toEqual(expected);
      }
    },
  );
});
