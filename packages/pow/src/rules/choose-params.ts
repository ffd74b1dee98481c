import type { DeviceClass } from "./device-classes.data.js";
import type { PowParams, Tier } from "./params.js";
import { deadlinesOf, distanceAllowanceUs } from "./timing.js";

/** What {@link chooseParams} has to know. */
export interface ParamsChoice {
  /** From the validator's own registry, never from what the executor says. */
  readonly class: Pick<DeviceClass, "vramMiB" | "opsPerUs" | "bytesPerUs">;
  readonly tier: Exclude<Tier, "lab">;
  /** The last known smallest round trip to this executor, 0 if unknown. */
  readonly rttUs: number;
}

const N = 16_384;
const MAX_PRODUCTS = 1024;
const WALK_TARGET_US = 30_000;
const SAMPLES = {
  pulse: { t1: 32, t2: 8 },
  standard: { t1: 64, t2: 16 },
  deep: { t1: 128, t2: 32 },
} as const;

/** The parameters of section 18. A far executor gets more work, not more relative slack. */
export function chooseParams({ class: rates, tier, rttUs }: ParamsChoice): PowParams {
  const full = Math.min(MAX_PRODUCTS, Math.floor((rates.vramMiB * 2 ** 20 * 9) / 10 / N ** 2));
  const M = Math.max(1, tier === "pulse" ? Math.min(16, full) : full);
  const chosen = { tier, n: N, K: tier === "deep" ? 4096 : 1024, M, W: 2 ** 21, S: 64, ...SAMPLES[tier] };
  if (tier === "pulse") return { ...chosen, W: 2 ** 20 };

  const allowanceUs = distanceAllowanceUs(rttUs);
  while (chosen.W < 2 ** 25 && chosen.W * 64 * 128 < WALK_TARGET_US * rates.bytesPerUs) chosen.W *= 2;
  if (tier === "deep") chosen.W = Math.min(4 * chosen.W, 2 ** 26);
  while (chosen.K < 4096 && 6 * allowanceUs > deadlinesOf(chosen, rates, allowanceUs).d1Us) chosen.K *= 2;
  while (chosen.S < 256 && 3 * allowanceUs > deadlinesOf(chosen, rates, allowanceUs).d2Us) chosen.S *= 2;
  return chosen;
}
