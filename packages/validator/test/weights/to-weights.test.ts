import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toWeights } from "../../src/weights/to-weights.js";

const ANY = { minUids: 0, maxShare: 1, neurons: 256 };

const scoresOf = (...scores: readonly number[]) => scores.map((score, uid) => ({ uid, score }));

describe("weights", () => {
  it("are in proportion to the scores, the largest 65535, and leave out who has none", () => {
    expect(toWeights(scoresOf(1, 0, 4), ANY)).toEqual([
      { uid: 0, weight: 16_384 },
      { uid: 2, weight: 65_535 },
    ]);
  });

  it("give no miner more than the subnet allows, and the rest to the others in proportion", () => {
    // 90, 8 and 2 with at most a half each: 50, 40 and 10.
    expect(toWeights(scoresOf(90, 8, 2), { ...ANY, maxShare: 0.5 })).toEqual([
      { uid: 0, weight: 65_535 },
      { uid: 1, weight: 52_428 },
      { uid: 2, weight: 13_107 },
    ]);
  });

  it("are refused when too few miners have a score for any split", () => {
    expect(() => toWeights(scoresOf(3, 1), { ...ANY, maxShare: 0.3 })).toThrow(
      "the subnet lets no miner have more than 30.0 % of the weights, and only 2 have a score",
    );
  });

  it("name as many UIDs as the subnet asks for, if it has so many", () => {
    expect(toWeights([{ uid: 2, score: 1 }], { ...ANY, minUids: 3, neurons: 8 })).toEqual([
      { uid: 0, weight: 0 },
      { uid: 1, weight: 0 },
      { uid: 2, weight: 65_535 },
    ]);
    expect(toWeights([{ uid: 1, score: 1 }], { ...ANY, minUids: 64, neurons: 2 })).toHaveLength(2);
  });

  it("keep every limit, whatever the scores", () => {
    const score = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 4, maxLength: 64 }),
        fc.double({ min: 0.25, max: 1, noNaN: true }),
        (scores, maxShare) => {
          const weights = toWeights(scoresOf(...scores), { ...ANY, maxShare });
          const sum = weights.reduce((total, { weight }) => total + weight, 0);
          for (const { weight } of weights) {
            expect(Number.isInteger(weight) && weight > 0 && weight <= 65_535).toBe(true);
            expect(weight / sum).toBeLessThanOrEqual(maxShare + 1e-9);
          }
          expect(Math.max(...weights.map(({ weight }) => weight))).toBe(65_535);
        },
      ),
    );
  });
});
