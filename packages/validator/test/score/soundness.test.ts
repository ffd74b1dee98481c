import { describe, expect, it } from "vitest";
import { workShown } from "../../src/score/soundness.js";

const STANDARD = { strips: 64, walkers: 16, stepsPerWalker: 64 };
const DEEP = { strips: 128, walkers: 32, stepsPerWalker: 64 };

describe("what a session shows to have been done", () => {
  it.each([
    { tier: "standard", samples: STANDARD, walkers: 0.65 },
    { tier: "deep", samples: DEEP, walkers: 0.81 },
  ])("is the least part of the walk that the specification states for $tier", ({ samples, walkers }) => {
    expect(workShown(samples).walkers).toBeCloseTo(walkers, 2);
  });

  it("would have been noticed with the stated confidence, were it any less", () => {
    const shown = workShown(STANDARD);
    expect(shown.strips ** STANDARD.strips).toBeCloseTo(1 - shown.confidence, 9);
    expect(shown.walkers ** STANDARD.walkers).toBeCloseTo(1 - shown.confidence, 9);
  });

  it("counts unavailable items as two thirds as easy to meet as the average", () => {
    const missing = 1 - workShown(STANDARD).items;
    expect((1 - (missing * 2) / 3) ** (16 * 64)).toBeCloseTo(0.001, 9);
  });

  it("is nothing less than nothing when there are next to no samples", () => {
    expect(workShown({ strips: 1, walkers: 1, stepsPerWalker: 1 }).items).toBe(0);
  });
});
