/** One line of a benchmark. Absolute values of a shared machine say little: read the ratio. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the bare primitive does in the same run on the same machine, in the same unit. */
  readonly floor?: number;
  /** `value / floor`. */
  readonly ratio?: number;
}

/** The floor of a primitive and the ratio of `value` to it, for a {@link Measurement}. */
export function ratioTo(floor: number, value: number): { readonly floor: number; readonly ratio: number } {
  return { floor, ratio: value / floor };
}

/** The median; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
