import { type GlobalMemory, PtxFault, type SharedMemory } from "./memory.js";

export const LANES = 32;
/** Mask of a warp in which every lane takes part. */
export const ALL_LANES = -1;

/** A copy or a multiplication that was issued and has not happened yet. */
export type Deferred = () => void;

/** Groups of deferred work, oldest first, and what was issued since the last commit. */
class DeferredGroups {
  readonly #groups: Deferred[][] = [];
  #open: Deferred[] = [];

  issue(work: Deferred): void {
    this.#open.push(work);
  }

  commit(): void {
    this.#groups.push(this.#open);
    this.#open = [];
  }

  /** Lands the oldest groups until `pending` are left: the latest moment at which they may land. */
  wait(pending: number): void {
    while (this.#groups.length > pending) for (const work of this.#groups.shift() ?? []) work();
  }

  /** No group of work is left that was committed; work that was never committed never lands. */
  get isIdle(): boolean {
    return this.#groups.every((group) => group.length === 0);
  }
}

/** The extremes between which asynchronous work may happen. */
export type Moment = "latest" | "earliest";

/** What all warps of a launch share. */
export interface LaunchContext {
  readonly global: GlobalMemory;
  /** The bytes of the kernel's parameters, in their declared layout. */
  readonly parameters: DataView;
  /** When a cp.async lands: at the wait that forces it, or at once. Both are legal, results must agree. */
  readonly copies: Moment;
  /** Likewise when a wgmma reads shared memory and writes its accumulators. */
  readonly products: Moment;
}

/** 32 lanes in step: registers, program counters, and the asynchronous work that they started. */
export class Warp {
  /** 32-bit registers, 32 lanes each; 64-bit registers take two, low word first; predicates one (0 or 1). */
  readonly registers: Int32Array;
  /** Program counter per lane; {@link Warp.EXITED} once it has returned. */
  readonly counters = new Int32Array(LANES);
  readonly copies = new DeferredGroups();
  readonly products = new DeferredGroups();
  /** Accumulators that a running wgmma owns. */
  readonly inFlight = new Map<number, number>();
  readonly index: number;
  readonly shared: SharedMemory;
  readonly context: LaunchContext;
  isAtBarrier = false;
  hasFencedProducts = false;

  static readonly EXITED = 0x7fff_ffff;

  constructor(index: number, registerSlots: number, shared: SharedMemory, context: LaunchContext) {
    this.index = index;
    this.context = context;
    this.registers = new Int32Array(registerSlots * LANES);
    this.shared = shared;
  }

  get hasExited(): boolean {
    return this.counters.every((counter) => counter === Warp.EXITED);
  }

  requireAllLanes(mask: number, what: string): void {
    if (mask !== ALL_LANES) throw new PtxFault(`${what} is executed by fewer than 32 lanes`);
  }
}
