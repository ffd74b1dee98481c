import { beforeAll, describe, expect, test } from "vitest";
import { PRODUCTS, WALK } from "./golden.data.js";
import {
  FILES,
  type GemmKernel,
  kernelText,
  type Operands,
  plainProduct,
  type Product,
  type PtxFile,
  runGemm,
  runOperands,
  runTree,
  runWalk,
  sha256,
  shippedPtx,
} from "./kernel-harness.js";

const GEMM_KERNELS: readonly GemmKernel[] = ["gpow_gemm", "gpow_gemm_dp4a"];

/** Whether no file before this one has the kernel to the letter: what the same text does need not be run twice. */
function isFirstWith(kernel: string, file: PtxFile): boolean {
  const text = kernelText(shippedPtx(file), kernel);
  const before = FILES.slice(0, FILES.indexOf(file));
  return text !== undefined && before.every((other) => kernelText(shippedPtx(other), kernel) !== text);
}

describe.each(FILES)("%s", (file) => {
  const ptx = shippedPtx(file);
  const kernels = GEMM_KERNELS.filter((kernel) => isFirstWith(kernel, file));
  const [first] = PRODUCTS;

  test("carries the PTX version of the specification, so that old drivers take it", () => {
    const versions = { gpow_sm75: "6.5", gpow_sm80: "7.0", gpow_sm90a: "8.0" };
    expect(/^\.version (.*)$/m.exec(ptx)?.[1]).toBe(versions[file]);
  });

  test.each(kernels)("%s gives the golden product, digests and root", (kernel) => {
    if (!first) throw new Error("no vector");
    const { n, K, m } = first;
    const { product, digests } = runGemm(ptx, kernel, runOperands(ptx, n, K, m), n, K);
    expect(sha256(product)).toBe(first.productSha256);
    expect(sha256(digests)).toBe(first.digestSha256);
    expect(runTree(ptx, digests)).toBe(first.root);
  });

  test("gpow_gemm is right for n = 512 and K = 768, a number of steps that is no multiple of the stages", () => {
    const golden = PRODUCTS.find(({ n }) => n === 512);
    if (!golden) throw new Error("no vector");
    const { n, K, m } = golden;
    const { product, digests } = runGemm(ptx, "gpow_gemm", runOperands(ptx, n, K, m), n, K);
    expect(sha256(product)).toBe(golden.productSha256);
    expect(sha256(digests)).toBe(golden.digestSha256);
  });

  describe("with K = 1024, which fills every stage at least twice", () => {
    const n = 256;
    const K = 1024;
    let operands: Operands;
    let expected: Product;
    beforeAll(() => {
      operands = runOperands(ptx, n, K, 3);
      expected = plainProduct(operands, n, K);
    });

    test.each([
      { order: "forward", copies: "latest", products: "latest" },
      { order: "backward", copies: "latest", products: "earliest" },
      { order: { seed: 1 }, copies: "earliest", products: "latest" },
      { order: "backward", copies: "earliest", products: "latest" },
      { order: { seed: 2 }, copies: "earliest", products: "earliest" },
    ] as const)(
      "gpow_gemm is right in warp order $order, copies $copies, products $products",
      (variation) => {
        const { product, digests } = runGemm(ptx, "gpow_gemm", operands, n, K, variation);
        expect(sha256(product)).toBe(sha256(expected.product));
        expect(sha256(digests)).toBe(sha256(expected.digests));
      },
    );
  });

  test.each(isFirstWith("gpow_walk", file) ? [1, 2, 4] : [])(
    "gpow_walk gives the golden walk over %d slabs",
    (slabs) => {
      const items = goldenItems();
      const out = runWalk(ptx, { ...WALK, items, slabs });
      expect(sha256(out)).toBe(WALK.outputSha256);
      expect(runTree(ptx, out)).toBe(WALK.root);
    },
  );
});

let items: Uint8Array | undefined;
/** The product bytes that the golden walk reads: made once, by the plain oracle. */
function goldenItems(): Uint8Array {
  items ??= Buffer.concat(
    Array.from({ length: WALK.M }, (_, m) => {
      const operands = runOperands(shippedPtx("gpow_sm80"), WALK.n, WALK.K, m);
      return plainProduct(operands, WALK.n, WALK.K).product;
    }),
  );
  return items;
}
