import { KernelParameters } from "./kernel-parameters.js";
import { launch, type LaunchOptions } from "./launch.js";
import { GlobalMemory, PtxFault } from "./memory.js";
import { type Kernel, parsePtx, type PtxModule } from "./parse.js";

/** How the emulator may vary what hardware leaves open. */
export type Variation = Pick<LaunchOptions, "order" | "copies" | "products">;

/** Dynamic shared memory of gpow_gemm by target (GPOW-1, section 23.1). */
const GEMM_SHARED_BYTES: Readonly<Record<string, number>> = { sm_75: 49_152, sm_80: 98_304, sm_90a: 196_608 };

/** The text that was parsed last: it is run in one variation after the other. */
let last: { readonly text: string; readonly module: PtxModule } | undefined;

function parseOnce(text: string): PtxModule {
  if (last?.text !== text) last = { text, module: parsePtx(text) };
  return last.module;
}

/** The kernels of GPOW-1, section 23.1, run by the emulator from the text of a shipped PTX file. */
export class EmulatedKernels {
  readonly memory = new GlobalMemory();
  readonly #module: PtxModule;
  readonly #variation: Variation;

  constructor(ptx: string, variation: Variation = {}) {
    this.#module = parseOnce(ptx);
    this.#variation = variation;
  }

  get target(): string {
    return this.#module.target;
  }

  has(name: string): boolean {
    return this.#module.kernels.has(name);
  }

  /** Writes one n×K operand to `out`. `c2` = 2·m + o. */
  operand(out: number, key: Uint8Array, n: number, K: number, c2: number): void {
    const blocks = (n * K) / 64;
    const parameters = new KernelParameters()
      .address(out)
      .words(key)
      .u32(K / 64)
      .u32(blocks)
      .u32(c2)
      .u32(0);
    this.#launch("gpow_operand", Math.ceil(blocks / 128), 128, parameters);
  }

  /** P = product bytes of A·Bᵀ in item order (n² bytes), D = strip digests (n²/8 bytes). */
  gemm(
    kernel: "gpow_gemm" | "gpow_gemm_dp4a",
    a: number,
    b: number,
    p: number,
    d: number,
    n: number,
    K: number,
  ): void {
    const parameters = new KernelParameters().address(a).address(b).address(p).address(d).u32(n).u32(K);
    if (kernel === "gpow_gemm_dp4a") {
      this.#launch(kernel, ((n / 16) * (n / 64)) / 4, 128, parameters);
    } else {
      const sharedBytes = GEMM_SHARED_BYTES[this.target];
      if (sharedBytes === undefined) throw new PtxFault(`no launch shape of gpow_gemm for ${this.target}`);
      this.#launch(kernel, (n / 128) * (n / 256), 256, parameters, sharedBytes);
    }
  }

  /** Hashes `count` messages of `blocks`·64 bytes. */
  sha256(input: number, out: number, count: number, blocks: number): void {
    const parameters = new KernelParameters().address(input).address(out).u32(count).u32(blocks);
    this.#launch("gpow_sha256", Math.ceil(count / 128), 128, parameters);
  }

  /** Walks W walkers of S steps over the items in `slabs`; 32·W bytes to `out`. */
  walk(
    slabs: readonly number[],
    slabItems: number,
    items: number,
    key: Uint8Array,
    S: number,
    W: number,
    out: number,
  ): void {
    const parameters = new KernelParameters();
    for (let i = 0; i < 64; i++) parameters.address(slabs[i] ?? 0);
    parameters.u32(slabItems).u32(items).words(key).u32(S).u32(W).address(out);
    this.#launch("gpow_walk", (W * 8) / 256, 256, parameters);
  }

  #launch(name: string, grid: number, block: number, parameters: KernelParameters, sharedBytes = 0): void {
    const kernel: Kernel | undefined = this.#module.kernels.get(name);
    if (!kernel) throw new PtxFault(`the module has no kernel ${name}`);
    launch(kernel, this.memory, {
      grid,
      block,
      sharedBytes,
      parameters: parameters.build(),
      ...this.#variation,
    });
  }
}
