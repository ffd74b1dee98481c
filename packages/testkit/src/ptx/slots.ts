import type { Kernel, Operand } from "./parse.js";
import { PtxSyntaxError } from "./parse.js";
import { LANES, type Warp } from "./warp.js";

const SPECIAL = ["%tid.x", "%ctaid.x", "%ntid.x"] as const;

/**
 * Gives every register of a kernel a place in the warp's register file. Immediates and special registers get places too,
 * filled before the kernel runs, so that every operand is read in the same way. 64-bit values take two slots, low first.
 */
export class Slots {
  readonly #slots = new Map<string, number>();
  readonly #constants: { readonly slot: number; readonly low: number; readonly high: number }[] = [];
  readonly #kernel: Kernel;
  #count = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    for (const name of SPECIAL) this.register(name);
  }

  get count(): number {
    return this.#count;
  }

  register(name: string): number {
    let slot = this.#slots.get(name);
    if (slot === undefined) {
      slot = this.#count;
      this.#count += 2; // the second word stays unused for 32-bit registers
      this.#slots.set(name, slot);
    }
    return slot;
  }

  /** The slot of a register, an immediate or the address of a shared variable. */
  of(operand: Operand | undefined, line: number): number {
    if (operand?.kind === "register") return this.register(operand.name);
    if (operand?.kind === "immediate") return this.#constant(operand.value);
    if (operand?.kind === "symbol") {
      const offset = this.#kernel.shared.get(operand.name);
      if (offset !== undefined) return this.#constant(BigInt(offset));
      // The address of a parameter: its offset in the parameter space, good for ld.param alone.
      const parameter = this.#kernel.parameters.find(({ name }) => name === operand.name);
      if (parameter) return this.#constant(BigInt(parameter.offset));
    }
    throw new PtxSyntaxError(line, `expected a register or a number, found ${JSON.stringify(operand?.kind)}`);
  }

  /** The slots of the elements of a vector operand. */
  ofVector(operand: Operand | undefined, length: number, line: number): readonly number[] {
    if (operand?.kind !== "vector" || operand.elements.length !== length) {
      throw new PtxSyntaxError(line, `expected a vector of ${length} registers`);
    }
    return operand.elements.map((element) => this.of(element, line));
  }

  /** Base slot and offset of an address; a shared variable's address is a constant. */
  ofAddress(operand: Operand | undefined, line: number): { readonly slot: number; readonly offset: number } {
    if (operand?.kind !== "memory") throw new PtxSyntaxError(line, "expected an address");
    const base: Operand = operand.base.startsWith("%")
      ? { kind: "register", name: operand.base }
      : { kind: "symbol", name: operand.base };
    return { slot: this.of(base, line), offset: operand.offset };
  }

  /** Fills constants and special registers of one warp. */
  initialise(warp: Warp, block: number, threadsPerBlock: number): void {
    for (const { slot, low, high } of this.#constants) {
      warp.registers.fill(low, slot * LANES, (slot + 1) * LANES);
      warp.registers.fill(high, (slot + 1) * LANES, (slot + 2) * LANES);
    }
    const fill = (name: (typeof SPECIAL)[number], value: (lane: number) => number): void => {
      const base = this.register(name) * LANES;
      for (let lane = 0; lane < LANES; lane++) warp.registers[base + lane] = value(lane);
    };
    fill("%tid.x", (lane) => warp.index * LANES + lane);
    fill("%ctaid.x", () => block);
    fill("%ntid.x", () => threadsPerBlock);
  }

  #constant(value: bigint): number {
    const name = `#${value}`;
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slot = this.register(name);
    const bits = BigInt.asUintN(64, value);
    this.#constants.push({ slot, low: Number(bits & 0xffff_ffffn) | 0, high: Number(bits >> 32n) | 0 });
    return slot;
  }
}
