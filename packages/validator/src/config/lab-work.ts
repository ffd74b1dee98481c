import type { LabWork } from "../challenge/session-plan.js";
import type { ParamsField, PowParams } from "@headframe/pow";

/** The keys of `[lab]` that make up a parameter block. */
export interface LabKeys {
  readonly size: number;
  readonly inner: number;
  readonly products: number;
  readonly walkers: number;
  readonly steps: number;
  readonly strip_samples: number;
  readonly walker_samples: number;
}

/** The parameters that `[lab]` describes. */
export function toLabParams(lab: LabKeys): PowParams {
  return {
    tier: "lab",
    n: lab.size,
    K: lab.inner,
    M: lab.products,
    W: lab.walkers,
    S: lab.steps,
    t1: lab.strip_samples,
    t2: lab.walker_samples,
  };
}

/** Which key to correct when a field of the parameters is out of its limits; the last four cannot be set. */
export const KEY_OF_FIELD = {
  n: "size",
  K: "inner",
  M: "products",
  W: "walkers",
  S: "steps",
  t1: "strip_samples",
  t2: "walker_samples",
  version: "size",
  algo: "size",
  tier: "size",
  zero: "size",
  length: "size",
} as const satisfies Record<ParamsField, keyof LabKeys>;

/** The work of a reference device and the rates that decide its deadlines. */
export function toLabWork(
  lab: LabKeys & { readonly ops_per_us: number; readonly bytes_per_us: number },
): LabWork {
  return { params: toLabParams(lab), opsPerUs: lab.ops_per_us, bytesPerUs: lab.bytes_per_us };
}
