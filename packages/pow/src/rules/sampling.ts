import { sha256 } from "./tree.js";
import { encodeU32, encodeU8, taggedHash } from "./tagged-hash.js";

/** What is sampled. */
export type SampleKind = "strips" | "walkers";

/** key_{g,kind} of section 11: `openHash` is Z. */
export function deriveSampleKey(openHash: Uint8Array, slot: number, kind: SampleKind): Uint8Array {
  return taggedHash("gpow/1/sample", openHash, encodeU32(slot), encodeU8(kind === "strips" ? 1 : 2));
}

/** Draws `count` distinct indices below `population` in draw order (section 11). Throws if there are not so many. */
export function drawSamples(key: Uint8Array, population: number, count: number): readonly number[] {
  if (count > population) throw new RangeError(`cannot draw ${count} of ${population}`);
  const limit = Math.floor(2 ** 32 / population) * population;
  const drawn = new Set<number>();
  for (let block = 0; drawn.size < count; block += 1) {
    const bytes = sha256(Buffer.concat([key, encodeU32(block)]));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length && drawn.size < count; at += 4) {
      const word = view.getUint32(at, true);
      if (word < limit) drawn.add(word % population);
    }
  }
  return [...drawn];
}
