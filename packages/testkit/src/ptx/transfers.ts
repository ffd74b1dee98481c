import type { Step } from "./arithmetic.js";
import { PtxFault } from "./memory.js";
import { type Instruction, type Kernel, PtxSyntaxError } from "./parse.js";
import type { Slots } from "./slots.js";
import { LANES, type Warp } from "./warp.js";

// Test runners turn every use of an imported constant into a call: too dear in a loop over lanes.
const lanes: number = LANES;

/** Words of an access by its type: `v4.u32` is four of one word, `u64` one of two. */
const LAYOUTS: Readonly<Record<string, { readonly elements: number; readonly wordsEach: number }>> = {
  u32: { elements: 1, wordsEach: 1 },
  b32: { elements: 1, wordsEach: 1 },
  u64: { elements: 1, wordsEach: 2 },
  "v2.u32": { elements: 2, wordsEach: 1 },
  "v4.u32": { elements: 4, wordsEach: 1 },
  "v2.u64": { elements: 2, wordsEach: 2 },
};

/** Builds loads and stores of parameters, global (and generic, which is global here) and shared memory. */
export function buildTransfer(instruction: Instruction, kernel: Kernel, slots: Slots): Step | undefined {
  const match = /^(ld|st)(?:\.(param|global|shared))?(?:\.nc)?\.((?:v\d\.)?\w+)$/.exec(instruction.opcode);
  if (!match) return undefined;
  const [, direction, space = "global", type = ""] = match;
  const layout = LAYOUTS[type];
  if (!layout) throw new PtxSyntaxError(instruction.line, `unknown access ${instruction.opcode}`);
  const { operands, line } = instruction;
  const isLoad = direction === "ld";
  const value = operands[isLoad ? 0 : 1];
  const elements =
    layout.elements === 1 ? [slots.of(value, line)] : slots.ofVector(value, layout.elements, line);
  const targets = elements
    .flatMap((slot) => (layout.wordsEach === 2 ? [slot, slot + 1] : [slot]))
    .map((s) => s * LANES);
  const address = operands[isLoad ? 1 : 0];
  if (space === "param") {
    if (address?.kind !== "memory") throw new PtxSyntaxError(line, "expected a parameter");
    return address.base.startsWith("%")
      ? loadParameterAt(slots.register(address.base) * LANES, address.offset, targets)
      : loadParameter(kernel, address.base, address.offset, targets, line);
  }
  const base = slots.ofAddress(address, line);
  return accessMemory(base.slot * LANES, base.offset, targets, isLoad, space === "shared");
}

function loadParameter(
  kernel: Kernel,
  name: string,
  offset: number,
  targets: readonly number[],
  line: number,
): Step {
  const parameter = kernel.parameters.find((candidate) => candidate.name === name);
  if (!parameter) throw new PtxSyntaxError(line, `unknown parameter ${name}`);
  if (offset + targets.length * 4 > parameter.bytes)
    throw new PtxSyntaxError(line, `read behind the end of ${name}`);
  return ({ registers: r, context }, mask) => {
    targets.forEach((target, word) => {
      const value = context.parameters.getInt32(parameter.offset + offset + 4 * word, true);
      for (let l = 0; l < lanes; l++) if ((mask >>> l) & 1) r[target + l] = value;
    });
  };
}

function loadParameterAt(base: number, offset: number, targets: readonly number[]): Step {
  return ({ registers: r, context }, mask) => {
    for (let l = 0; l < lanes; l++) {
      if (((mask >>> l) & 1) === 0) continue;
      const address = (r[base + l] as number) + offset;
      if (address < 0 || address + 4 * targets.length > context.parameters.byteLength) {
        throw new PtxFault(`parameter access at ${address} is out of bounds`);
      }
      for (const [word, target] of targets.entries()) {
        r[target + l] = context.parameters.getInt32(address + 4 * word, true);
      }
    }
  };
}

function accessMemory(
  base: number,
  offset: number,
  targets: readonly number[],
  isLoad: boolean,
  isShared: boolean,
): Step {
  const count = targets.length;
  const size = count * 4;
  return (warp, mask) => {
    const r = warp.registers;
    const { shared, index: writer } = warp;
    const { global } = warp.context;
    for (let l = 0; l < lanes; l++) {
      if (((mask >>> l) & 1) === 0) continue;
      let words: Int32Array;
      let index: number;
      if (isShared) {
        const address = ((r[base + l] as number) >>> 0) + offset;
        words = shared.words;
        index = shared.indexOf(address, size);
        if (!isLoad) shared.markGenericWrite(address, writer);
      } else {
        ({ words, index } = global.words(globalAddress(r, base, l) + offset, size));
      }
      for (let word = 0; word < count; word++) {
        const register = (targets[word] as number) + l;
        if (isLoad) r[register] = words[index + word] as number;
        else words[index + word] = r[register] as number;
      }
    }
  };
}

/** The 64-bit address in a register as a number; ours are below 2⁵³. */
function globalAddress(registers: Int32Array, slot: number, lane: number): number {
  const high = (registers[slot + lanes + lane] as number) >>> 0;
  if (high > 0x1f_ffff) throw new PtxFault(`address with high word 0x${high.toString(16)} is no address`);
  return high * 2 ** 32 + ((registers[slot + lane] as number) >>> 0);
}

/** `cp.async`: 16 bytes from global to shared memory, later. */
export function buildAsyncCopy({ operands, line }: Instruction, slots: Slots): Step {
  const to = slots.ofAddress(operands[0], line);
  const from = slots.ofAddress(operands[1], line);
  const size = operands[2];
  if (size?.kind !== "immediate" || size.value !== 16n)
    throw new PtxSyntaxError(line, "only copies of 16 bytes");
  return (warp: Warp, mask) => {
    warp.requireAllLanes(mask, "cp.async");
    const r = warp.registers;
    const targets = new Int32Array(LANES);
    const sources: { readonly words: Int32Array; readonly index: number }[] = [];
    for (let l = 0; l < lanes; l++) {
      const address = ((r[to.slot * LANES + l] as number) >>> 0) + to.offset;
      targets[l] = warp.shared.indexOf(address, 16);
      sources.push(warp.context.global.words(globalAddress(r, from.slot * LANES, l) + from.offset, 16));
    }
    const land = (): void => {
      for (const [l, { words, index }] of sources.entries()) {
        const target = targets[l] as number;
        warp.shared.words.set(words.subarray(index, index + 4), target);
        warp.shared.markGenericWrite(target * 4, warp.index);
      }
    };
    if (warp.context.copies === "latest") warp.copies.issue(land);
    else land();
  };
}
