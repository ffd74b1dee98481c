import { median, ratioTo, type Measurement } from "@headframe/testkit/bench";

import { chooseParams } from "../src/rules/choose-params.js";
import { DEVICE_CLASSES } from "../src/rules/device-classes.data.js";
import { VerifierPool } from "../src/verify/verifier-pool.js";
import { verifyOpenings } from "../src/verify/verify-openings.js";
import { makeOpeningsJob } from "../test/sparse-openings.js";

/** The goal for one GPU of H200 size with full sample counts, on one core: the ratio must stay below 1. */
const GOAL_MS = 150;
const ROUNDS = 9;
const POOL_GPUS = 8;

/** Verification at the size of an H200: alone on this thread, and eight GPUs on the pool. */
export async function benchVerification(): Promise<readonly Measurement[]> {
  const h200 = DEVICE_CLASSES.find(({ name }) => name === "H200 SXM");
  if (h200 === undefined) throw new Error("the class table has no H200");
  const job = makeOpeningsJob(chooseParams({ class: h200, tier: "standard", rttUs: 370 }));

  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    if (verifyOpenings(job) !== "ok") throw new Error("right openings were not found right");
    const { user, system } = process.cpuUsage(before);
    alone.push((user + system) / 1000);
  }
  const aloneMs = median(alone);

  const pool = new VerifierPool();
  try {
    await pool.verify(job);
    const startMs = performance.now();
    const reasons = await Promise.all(Array.from({ length: POOL_GPUS }, () => pool.verify(job)));
    if (reasons.some((reason) => reason !== "ok")) throw new Error("right openings were not found right");
    const perGpuMs = (performance.now() - startMs) / POOL_GPUS;
    return [
      {
        // Processor time, not elapsed time: others may be using this machine.
        name: "pow: verify one GPU of H200 size on one core",
        value: aloneMs,
        unit: "ms",
        ...ratioTo(GOAL_MS, aloneMs),
      },
      { name: `pow: verify ${POOL_GPUS} such GPUs on the pool, per GPU`, value: perGpuMs, unit: "ms" },
    ];
  } finally {
    await pool.close();
  }
}
