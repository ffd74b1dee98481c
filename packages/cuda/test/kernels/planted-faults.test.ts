import { describe, expect, test } from "vitest";
import type { Variation } from "@headframe/testkit/ptx";
import { PRODUCTS, WALK } from "./golden.data.js";
import {
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

// The emulator is worth what it notices: each of these changes to a shipped file must show, as a fault or as a wrong bit.

/** Two blocks, and twice as many steps as a pipeline has stages: with fewer, a weakened wait goes unnoticed. */
const SIZE = { n: 256, K: 768 };
const VARIATIONS: readonly Variation[] = [
  { order: "forward", copies: "latest" },
  { order: "backward", copies: "earliest" },
  { order: { seed: 7 }, copies: "latest", products: "earliest" },
];

const operands = new Map<PtxFile, Operands>();
const expected = new Map<PtxFile, Product>();

function isGemmRight(file: PtxFile, ptx: string): boolean {
  const input = operands.get(file) ?? runOperands(shippedPtx(file), SIZE.n, SIZE.K, 1);
  operands.set(file, input);
  const want = expected.get(file) ?? plainProduct(input, SIZE.n, SIZE.K);
  expected.set(file, want);
  return VARIATIONS.every((variation) =>
    isRight(() => {
      const got = runGemm(ptx, "gpow_gemm", input, SIZE.n, SIZE.K, variation);
      return sha256(got.product) === sha256(want.product) && sha256(got.digests) === sha256(want.digests);
    }),
  );
}

/** A fault is a wrong answer; anything else that is thrown is an error of the emulator. */
function isRight(run: () => boolean): boolean {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && error.name === "PtxFault") return false;
    throw error;
  }
}

/** Replaces occurrence number `which` (0 = first, -1 = last) inside one kernel; throws if there is none. */
function edit(ptx: string, kernel: string, pattern: RegExp, replacement: string, which = 0): string {
  const start = ptx.indexOf(`.entry ${kernel}(`);
  const end = ptx.indexOf("\n}", start);
  const body = ptx.slice(start, end);
  const matches = [...body.matchAll(new RegExp(pattern, "gm"))];
  const match = matches.at(which);
  if (!match) throw new Error(`${pattern} does not occur in ${kernel}`);
  const changed = match[0].replace(pattern, replacement);
  if (changed === match[0]) throw new Error(`${pattern} changes nothing in ${kernel}`);
  return (
    ptx.slice(0, start) +
    body.slice(0, match.index) +
    changed +
    body.slice(match.index + match[0].length) +
    ptx.slice(end)
  );
}

type Fault = readonly [name: string, pattern: RegExp, replacement: string, which?: number];

const EPILOGUE: readonly Fault[] = [
  ["the digest's rotation", /(shf\.l\.wrap\.b32\s+%r\d+, %r\d+, %r\d+, )\S+;/, "$16;", 40],
  ["the shift of the product bytes", /(shr\.u32\s+\S+ \S+) 6;/, "$1 7;", 17],
  [
    "a store that runs out of bounds",
    /st\.global\.u32\s+\[(%rd\d+)(\+\d+)?\]/,
    "st.global.u32 [$1+1073741824]",
  ],
];

const GEMM_FAULTS: Readonly<Record<PtxFile, readonly Fault[]>> = {
  gpow_sm75: [
    ...EPILOGUE,
    ["the first barrier removed", /bar\.sync\s+0;/, "", 0],
    ["the barrier of the loop removed", /bar\.sync\s+0;/, "", -1],
    ["an operand register repeated", /(m8n8k16\S+ \{[^}]*\}, )\{(%r\d+)\}, \{(%r\d+)\}/, "$1{$3}, {$3}"],
    ["an accumulator exchanged", /(m8n8k16\S+ )\{(%r\d+),(%r\d+)\}/, "$1{$3,$2}"],
    ["an ldmatrix address shifted", /(ldmatrix\S+ \{[^}]*\}, )\[(%r\d+)\]/, "$1[$2+16]"],
    ["a misaligned vector store", /st\.shared\.v4\.u32\s+\[(%r\d+)(\+\d+)?\]/, "st.shared.v4.u32 [$1+4]"],
  ],
  gpow_sm80: [
    ...EPILOGUE,
    ["cp.async.wait_group one too weak", /cp\.async\.wait_group 2;/, "cp.async.wait_group 3;"],
    ["a commit_group of the prologue removed", /cp\.async\.commit_group;/, "", 0],
    ["the commit_group of the loop removed", /cp\.async\.commit_group;/, "", -1],
    ["the barrier removed", /bar\.sync\s+0;/, ""],
    ["an operand register repeated", /(m16n8k32\S+ \{[^}]*\}, )\{(%r\d+),(%r\d+),/, "$1{$2,$2,"],
    ["an accumulator exchanged", /(m16n8k32\S+ )\{(%r\d+),(%r\d+),/, "$1{$3,$2,"],
    ["an ldmatrix address shifted", /(ldmatrix\S+ \{[^}]*\}, )\[(%r\d+)\]/, "$1[$2+16]"],
    [
      "a copy to the wrong place",
      /cp\.async\.cg\.shared\.global \[(%r\d+)\]/,
      "cp.async.cg.shared.global [$1+16]",
    ],
  ],
  gpow_sm90a: [
    ...EPILOGUE,
    ["cp.async.wait_group one too weak", /cp\.async\.wait_group 1;/, "cp.async.wait_group 2;"],
    ["a commit_group of the prologue removed", /cp\.async\.commit_group;/, "", 0],
    ["the commit_group of the loop removed", /cp\.async\.commit_group;/, "", -1],
    ["the barrier removed", /bar\.sync\s+0;/, ""],
    [
      "wgmma.wait_group of the loop weakened",
      /wgmma\.wait_group\.sync\.aligned 1;/,
      "wgmma.wait_group.sync.aligned 3;",
    ],
    [
      "wgmma.wait_group at the end weakened",
      /wgmma\.wait_group\.sync\.aligned 0;/,
      "wgmma.wait_group.sync.aligned 1;",
    ],
    ["wgmma.commit_group removed", /wgmma\.commit_group\.sync\.aligned;/, ""],
    ["wgmma.fence removed", /wgmma\.fence\.sync\.aligned;/, ""],
    ["fence.proxy.async removed", /fence\.proxy\.async\.shared::cta;/, ""],
    ["an accumulator exchanged", /(m64n256k32\S+ )\{(%r\d+),(%r\d+),/, "$1{$3,$2,"],
    ["a descriptor of A used for B", /\}, (%rd\d+), (%rd\d+), accumulate/, "}, $1, $1, accumulate"],
    [
      "a copy to the wrong place",
      /cp\.async\.cg\.shared\.global \[(%r\d+)\]/,
      "cp.async.cg.shared.global [$1+16]",
    ],
  ],
};

describe.each(Object.entries(GEMM_FAULTS) as [PtxFile, readonly Fault[]][])(
  "gpow_gemm of %s",
  (file, faults) => {
    test("passes unchanged in every variation", () => {
      expect(isGemmRight(file, shippedPtx(file))).toBe(true);
    });

    test.each(faults.map((fault) => ({ name: fault[0], fault })))("does not pass with $name", ({ fault }) => {
      const [, pattern, replacement, which] = fault;
      expect(isGemmRight(file, edit(shippedPtx(file), "gpow_gemm", pattern, replacement, which))).toBe(false);
    });
  },
);

describe("the other kernels", () => {
  const ptx = shippedPtx("gpow_sm80");
  const [first] = PRODUCTS;
  const leaves = Uint8Array.from({ length: 4096 }, (_, index) => (index * 7 + (index >> 8)) & 255);
  const walk = { items: leaves.slice(0, 2048), slabs: 2, nonce: WALK.nonce, S: 16, W: 1024 };

  test("SHA-256 does not pass with one constant changed", () => {
    const changed = edit(ptx, "gpow_sha256", /1116352408/, "1116352409");
    expect(runTree(changed, leaves)).not.toBe(runTree(ptx, leaves));
  });

  test("the walk does not pass with a shuffle distance changed", () => {
    const changed = edit(ptx, "gpow_walk", /(shfl\.sync\.bfly\.b32\s+\S+, %r\d+, )%r\d+,/, "$12,");
    expect(sha256(runWalk(changed, walk))).not.toBe(sha256(runWalk(ptx, walk)));
  });

  test("the walk does not pass without the barrier behind its table of slabs", () => {
    const changed = edit(ptx, "gpow_walk", /bar\.sync\s+0;/, "");
    const right = sha256(runWalk(ptx, walk));
    expect(isRight(() => sha256(runWalk(changed, walk, { order: "backward" })) === right)).toBe(false);
  });

  test("the walk faults when an item lies behind the end of its slab", () => {
    const changed = edit(ptx, "gpow_walk", /(shl\.b64\s+\S+, \S+, )4;/, "$114;");
    expect(isRight(() => runWalk(changed, walk).length > 0)).toBe(false);
  });

  test("operand generation does not pass with a constant of ChaCha changed", () => {
    if (!first) throw new Error("no vector");
    const changed = edit(ptx, "gpow_operand", /1634760805/, "1634760806");
    const { n, K, m } = first;
    expect(sha256(runOperands(changed, n, K, m)[0])).not.toBe(sha256(runOperands(ptx, n, K, m)[0]));
  });
});
