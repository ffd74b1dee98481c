import { ScaleError } from "../../scale/reader.js";
import { u8 } from "../../scale/primitives.js";
import type { Type } from "../../scale/type.js";

/**
 * How long a transaction is valid: for ever (`undefined`), or for `period` blocks from the one whose number is `phase`
 * modulo `period`.
 */
export type Era = { readonly period: number; readonly phase: number } | undefined;

const SHORTEST_PERIOD = 4;
const LONGEST_PERIOD = 65_536;

/** `sp_runtime::generic::era::Era`: one byte, or two that hold the logarithm of the period and the quantised phase. */
export const era: Type<Era> = {
  shape: {
    kind: "enum",
    path: "sp_runtime::generic::era::Era",
    parameters: [],
    variants: Array.from({ length: 256 }, (_, index) =>
      index === 0
        ? { name: "Immortal", index, fields: [] }
        : { name: `Mortal${index}`, index, fields: [{ type: u8 }] },
    ),
  },
  encode(value, to) {
    if (value === undefined) return void to.byte(0);
    const quantum = Math.max(value.period >> 12, 1);
    const logarithm = Math.min(Math.max(Math.log2(value.period) - 1, 1), 15);
    to.integer(logarithm | ((value.phase / quantum) << 4), 2);
  },
  decode(from) {
    const first = from.byte();
    if (first === 0) return undefined;
    const both = first | (from.byte() << 8);
    const period = 2 << (both & 15);
    const phase = (both >> 4) * Math.max(period >> 12, 1);
    if (period < SHORTEST_PERIOD || period > LONGEST_PERIOD || phase >= period)
      throw new ScaleError("Invalid period and phase");
    return { period, phase };
  },
};

/** The number of the block that a transaction's era began with, for a transaction that goes into block `current`. */
export function eraBirth(of: Era, current: number): number {
  if (of === undefined) return 0;
  return Math.floor((Math.max(current, of.phase) - of.phase) / of.period) * of.period + of.phase;
}

/** The first block in which a transaction of this era is not valid any more. */
export function eraDeath(of: Era, current: number): number {
  return of === undefined ? Number.POSITIVE_INFINITY : eraBirth(of, current) + of.period;
}
