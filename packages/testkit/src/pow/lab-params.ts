import type { PowParams } from "@headframe/pow";

/** The smallest work that has all parts: a few milliseconds on a CPU. */
export const LAB_PARAMS: PowParams = {
  tier: "lab",
  n: 256,
  K: 256,
  M: 2,
  W: 1024,
  S: 16,
  t1: 16,
  t2: 4,
};

/** Rates at which {@link LAB_PARAMS} may take 10 seconds for each phase: tests measure no speed. */
export const LAB_RATES = { opsPerUs: 8, bytesPerUs: 1, classId: 0 } as const;

/** A UUID of 16 equal bytes: ascending `value`s are in slot order. */
export function labUuid(value: number): Uint8Array {
  return new Uint8Array(16).fill(value);
}
