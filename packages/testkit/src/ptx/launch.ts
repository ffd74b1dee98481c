import { ARITHMETIC, type Step } from "./arithmetic.js";
import { buildLoadMatrix, buildMma, buildShuffle, buildWgmma } from "./collectives.js";
import { type GlobalMemory, PtxFault, SharedMemory } from "./memory.js";
import { type Instruction, type Kernel, type Operand, PtxSyntaxError } from "./parse.js";
import { Slots } from "./slots.js";
import { buildAsyncCopy, buildTransfer } from "./transfers.js";
import { ALL_LANES, type LaunchContext, LANES, type Moment, Warp } from "./warp.js";

// Test runners turn every use of an imported constant into a call: too dear in a loop over lanes.
const lanes: number = LANES;

export interface LaunchOptions {
  readonly grid: number;
  readonly block: number;
  /** Dynamic shared memory, bytes. */
  readonly sharedBytes?: number;
  /** In the kernel's declared layout; the length must be exactly that of the declaration. */
  readonly parameters: Uint8Array;
  /** Order in which the warps of a block run between barriers: any order is legal. */
  readonly order?: "forward" | "backward" | { readonly seed: number };
  /** See {@link LaunchContext}. Default: latest. */
  readonly copies?: Moment;
  readonly products?: Moment;
}

type Compiled =
  | {
      readonly kind: "step";
      readonly step: Step;
      readonly guard?: Guard;
      readonly touches: readonly number[];
    }
  | { readonly kind: "branch"; readonly target: number; readonly guard?: Guard }
  | { readonly kind: "return"; readonly guard?: Guard }
  | { readonly kind: "barrier" };
type Guard = { readonly slot: number; readonly negated: boolean };

/** Dynamic shared memory starts out as this, so that reading what nobody wrote shows. */
const SHARED_FILL = 0x3c3c_c3c3;

/** Runs `kernel` to its end on `global` memory. Throws {@link PtxFault} for whatever a GPU would leave undefined. */
export function launch(kernel: Kernel, global: GlobalMemory, options: LaunchOptions): void {
  const { grid, block, sharedBytes = 0, parameters, order = "forward" } = options;
  if (parameters.length !== kernel.parameterBytes) {
    throw new PtxFault(
      `${kernel.name} takes ${kernel.parameterBytes} bytes of parameters, got ${parameters.length}`,
    );
  }
  if (block > kernel.maxThreads) throw new PtxFault(`${block} threads, .maxntid is ${kernel.maxThreads}`);
  if (block % LANES !== 0) throw new PtxFault(`${block} threads are not whole warps`);
  const { slots, program } = compileKernel(kernel);
  const context: LaunchContext = {
    global,
    copies: options.copies ?? "latest",
    products: options.products ?? "latest",
    parameters: new DataView(parameters.buffer, parameters.byteOffset, parameters.byteLength),
  };
  const random = typeof order === "object" ? randomNumbers(order.seed) : undefined;
  for (let index = 0; index < grid; index++) {
    const shared = new SharedMemory(kernel.staticSharedBytes + sharedBytes, SHARED_FILL);
    const warps = Array.from({ length: block / LANES }, (_, w) => new Warp(w, slots.count, shared, context));
    for (const warp of warps) slots.initialise(warp, index, block);
    if (order === "backward") warps.reverse();
    runBlock(warps, program, kernel, random);
  }
}

/** A kernel as steps, and where its registers are. */
interface Program {
  readonly slots: Slots;
  readonly program: readonly Compiled[];
}

/** Kernels are launched many times: a tree takes a launch for each of its levels. */
const programs = new WeakMap<Kernel, Program>();

function compileKernel(kernel: Kernel): Program {
  const known = programs.get(kernel);
  if (known) return known;
  const slots = new Slots(kernel);
  const program = kernel.instructions.map((instruction) => compile(instruction, kernel, slots));
  programs.set(kernel, { slots, program });
  return { slots, program };
}

function runBlock(warps: Warp[], program: readonly Compiled[], kernel: Kernel, random?: () => number): void {
  for (;;) {
    if (random) shuffle(warps, random);
    for (const warp of warps) if (!warp.hasExited) runWarp(warp, program, kernel);
    const waiting = warps.filter((warp) => warp.isAtBarrier);
    if (waiting.length === 0) return;
    if (waiting.length < warps.length)
      throw new PtxFault("deadlock: some warps wait at a barrier, others have returned");
    for (const warp of waiting) warp.isAtBarrier = false;
  }
}

/** Runs a warp to its next barrier or its end. Lanes that diverge take turns, the one furthest behind first. */
function runWarp(warp: Warp, program: readonly Compiled[], kernel: Kernel): void {
  const { counters } = warp;
  for (;;) {
    let counter = Warp.EXITED;
    let mask = 0;
    for (let l = 0; l < lanes; l++) {
      const own = counters[l] as number;
      if (own < counter) {
        counter = own;
        mask = 1 << l;
      } else if (own === counter) mask |= 1 << l;
    }
    if (counter === Warp.EXITED) return finish(warp);
    const instruction = program[counter];
    if (!instruction) throw new PtxFault("ran over the end of the kernel");
    // A whole warp stays in this inner loop: no counter needs to be written until lanes part.
    if (mask === ALL_LANES) {
      const stop = runTogether(warp, program, counter, kernel);
      if (stop === "barrier") return;
      continue;
    }
    if (instruction.kind === "barrier") throw new PtxFault("barrier in a divergent warp");
    execute(warp, instruction, counter, mask, kernel);
  }
}

/** Runs while all lanes agree. Leaves the counters written. */
function runTogether(
  warp: Warp,
  program: readonly Compiled[],
  from: number,
  kernel: Kernel,
): "barrier" | "parted" {
  let counter = from;
  for (;;) {
    const instruction = program[counter];
    if (!instruction) throw new PtxFault("ran over the end of the kernel");
    if (instruction.kind === "step") {
      runStep(warp, instruction, counter, ALL_LANES, kernel);
      counter++;
      continue;
    }
    if (instruction.kind === "barrier") {
      warp.counters.fill(counter + 1);
      warp.isAtBarrier = true;
      return "barrier";
    }
    const taken = instruction.guard ? guarded(warp, instruction.guard, ALL_LANES) : ALL_LANES;
    const target = instruction.kind === "branch" ? instruction.target : Warp.EXITED;
    if (taken === 0) counter++;
    else if (taken === ALL_LANES && target !== Warp.EXITED) counter = target;
    else {
      warp.counters.fill(counter);
      move(warp, taken, counter + 1, target, ALL_LANES);
      return "parted";
    }
  }
}

function execute(warp: Warp, instruction: Compiled, counter: number, mask: number, kernel: Kernel): void {
  if (instruction.kind === "step") {
    runStep(warp, instruction, counter, mask, kernel);
    move(warp, 0, counter + 1, 0, mask);
  } else if (instruction.kind !== "barrier") {
    const taken = instruction.guard ? guarded(warp, instruction.guard, mask) : mask;
    move(warp, taken, counter + 1, instruction.kind === "branch" ? instruction.target : Warp.EXITED, mask);
  }
}

function runStep(
  warp: Warp,
  instruction: Compiled & { kind: "step" },
  counter: number,
  mask: number,
  kernel: Kernel,
): void {
  const active = instruction.guard ? guarded(warp, instruction.guard, mask) : mask;
  if (active === 0) return;
  try {
    if (warp.inFlight.size > 0 && instruction.touches.some((slot) => warp.inFlight.has(slot))) {
      throw new PtxFault("a register is used while a wgmma still owns it");
    }
    instruction.step(warp, active);
  } catch (error) {
    if (!(error instanceof PtxFault)) throw error;
    const { line, opcode } = kernel.instructions[counter] ?? {};
    throw new PtxFault(`${kernel.name}, line ${line}, ${opcode}: ${error.message}`, { cause: error });
  }
}

function move(warp: Warp, taken: number, next: number, target: number, mask: number): void {
  for (let l = 0; l < lanes; l++) {
    if ((mask >>> l) & 1) warp.counters[l] = (taken >>> l) & 1 ? target : next;
  }
}

function guarded(warp: Warp, { slot, negated }: Guard, mask: number): number {
  let active = 0;
  for (let l = 0; l < lanes; l++) {
    if ((warp.registers[slot * LANES + l] !== 0) !== negated) active |= 1 << l;
  }
  return active & mask;
}

function finish(warp: Warp): void {
  if (!warp.products.isIdle) throw new PtxFault("the kernel ends while a wgmma is running");
}

function compile(instruction: Instruction, kernel: Kernel, slots: Slots): Compiled {
  const { opcode, operands, line, guard: written } = instruction;
  const guard = written && { slot: slots.register(written.register), negated: written.negated };
  const conditional = guard === undefined ? {} : { guard };
  if (opcode === "ret") return { kind: "return", ...conditional };
  if (opcode === "bar.sync") {
    if (guard) throw new PtxSyntaxError(line, "guarded barrier");
    return { kind: "barrier" };
  }
  if (opcode === "bra" || opcode === "bra.uni") {
    const label = operands[0];
    const target = label?.kind === "symbol" ? kernel.labels.get(label.name) : undefined;
    if (target === undefined) throw new PtxSyntaxError(line, "branch to an unknown label");
    return { kind: "branch", target, ...conditional };
  }
  const step =
    ARITHMETIC[opcode]?.(instruction, slots) ??
    buildTransfer(instruction, kernel, slots) ??
    buildSynchronised(instruction, slots);
  const owned = opcode.startsWith("wgmma.mma_async");
  return {
    kind: "step",
    step,
    touches: owned ? [] : operands.flatMap((op) => touchedBy(op, slots)),
    ...conditional,
  };
}

function touchedBy(operand: Operand, slots: Slots): number[] {
  switch (operand.kind) {
    case "register":
      return [slots.register(operand.name)];
    case "vector":
      return operand.elements.flatMap((element) => touchedBy(element, slots));
    case "memory":
      return operand.base.startsWith("%") ? [slots.register(operand.base)] : [];
    case "pair":
      return [slots.register(operand.first), slots.register(operand.second)];
    case "immediate":
    case "symbol":
      return [];
  }
}

/** Collectives and asynchronous work. */
function buildSynchronised(instruction: Instruction, slots: Slots): Step {
  const { opcode, operands, line } = instruction;
  const pending = operands[0]?.kind === "immediate" ? Number(operands[0].value) : 0;
  const collective =
    (what: (warp: Warp) => void): Step =>
    (warp, mask) => {
      warp.requireAllLanes(mask, opcode);
      what(warp);
    };
  if (/^mma\.sync\.aligned\.(m16n8k32|m8n8k16)\.row\.col\.s32\.s8\.s8\.s32$/.test(opcode)) {
    return buildMma(instruction, slots);
  }
  switch (opcode) {
    case "ldmatrix.sync.aligned.m8n8.x4.shared.b16":
      return buildLoadMatrix(instruction, slots);
    case "shfl.sync.bfly.b32":
      return buildShuffle(instruction, slots);
    case "wgmma.mma_async.sync.aligned.m64n256k32.s32.s8.s8":
      return buildWgmma(instruction, slots);
    case "cp.async.cg.shared.global":
      return buildAsyncCopy(instruction, slots);
    case "cp.async.commit_group":
      return collective((warp) => warp.copies.commit());
    case "cp.async.wait_group":
      return collective((warp) => warp.copies.wait(pending));
    case "wgmma.fence.sync.aligned":
      return collective((warp) => void (warp.hasFencedProducts = true));
    case "wgmma.commit_group.sync.aligned":
      return collective((warp) => warp.products.commit());
    case "wgmma.wait_group.sync.aligned":
      return collective((warp) => warp.products.wait(pending));
    case "fence.proxy.async.shared::cta":
      return collective((warp) => warp.shared.fenceProxy(warp.index));
    default:
      throw new PtxSyntaxError(line, `the emulator does not know ${opcode}`);
  }
}

function shuffle(items: Warp[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as Warp, items[i] as Warp];
  }
}

/** mulberry32: reproducible from its seed. */
function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
