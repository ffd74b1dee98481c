import { median, ratioTo, type Measurement } from "@headframe/testkit/bench";

import { chooseParams } from "../src/rules/choose-params.js";
import { DEVICE_CLASSES } from "../src/rules/device-classes.data.js";
import type { OpeningsJob } from "../src/verify/openings-job.js";
import { VerifierPool } from "../src/verify/verifier-pool.js";
import { verifyOpenings } from "../src/verify/verify-openings.js";
import type { VerificationEngine } from "../src/wasm/choose-engine.js";
import { makeOpeningsJob } from "../test/sparse-openings.js";

const ROUNDS = 9;
const POOL_GPUS = 8;

/** Verification at the size of an H200: alone on this thread, and eight GPUs on the pool. */
export async function benchVerification(): Promise<readonly Measurement[]> {
  const h200 = DEVICE_CLASSES.find(({ name }) => name === "H200 SXM");
  if (h200 === undefined) throw new Error("the class table has no H200");
  const job = makeOpeningsJob(chooseParams({ class: h200, tier: "standard", rttUs: 370 }));

  const plainMs = verifyAlone(job, "plain");
  const wasmMs = verifyAlone(job, "wasm");

  const pool = new VerifierPool();
  try {
    await pool.verify(job);
    const startMs = performance.now();
    const reasons = await Promise.all(Array.from({ length: POOL_GPUS }, () => pool.verify(job)));
    if (reasons.some((reason) => reason !== "ok")) throw new Error("right openings were not found right");
    const perGpuMs = (performance.now() - startMs) / POOL_GPUS;
    return [
      { name: "pow: verify one GPU of H200 size on one core, plain TypeScript", value: plainMs, unit: "ms" },
      {
        name: "pow: verify one GPU of H200 size on one core, WebAssembly",
        value: wasmMs,
        unit: "ms",
        ...ratioTo(plainMs, wasmMs),
      },
      { name: `pow: verify ${POOL_GPUS} such GPUs on the pool, per GPU`, value: perGpuMs, unit: "ms" },
    ];
  } finally {
    await pool.close();
  }
}

/** Median processor time, in ms: elapsed time would count what others do on this machine. */
function verifyAlone(job: OpeningsJob, engine: VerificationEngine): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    if (verifyOpenings(job, engine) !== "ok") throw new Error("right openings were not found right");
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(rounds);
}
