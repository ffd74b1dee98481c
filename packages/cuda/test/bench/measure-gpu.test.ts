import { compileFakeLibcuda, lacksCompiler } from "@headframe/testkit/cuda";
import { expect, test } from "vitest";
import { measureGpu } from "../../bench/measure-gpu.js";

test.skipIf(lacksCompiler("the GPU benchmark"))(
  "the benchmark runs from end to end and gives every figure once",
  async () => {
    const sizes = {
      n: 256,
      innerDimensions: [256, 512],
      products: 2,
      walkRegions: [1, 65],
      walkers: 1024,
      bridgeProducts: 2,
    };
    const measurements = await measureGpu(sizes, compileFakeLibcuda());
    expect(measurements.map(({ name }) => name)).toEqual([
      "gpow_sm80: product and digests, n=256 K=256",
      "gpow_sm80: product and digests, n=256 K=512",
      "gpow_sm80: operand generation",
      "gpow_sm80: SHA-256 of leaves",
      "gpow_sm80: walk over 1 products, 0.0 GiB",
      "gpow_sm80: walk over 65 products, 0.0 GiB",
      "bridge: fill of 2 products beyond GPU time",
      "whole fill, M=2 K=1024",
      "whole fill, sustained",
      "whole walk, W=1024 S=64",
    ]);
    expect(measurements.every(({ value }) => Number.isFinite(value) && value > 0)).toBe(true);
  },
);
