import { median, ratioTo, type Measurement } from "@headframe/testkit/bench";

import { chooseParams } from "../src/rules/choose-params.js";
import { DEVICE_CLASSES } from "../src/rules/device-classes.data.js";
import type { PowParams } from "../src/rules/params.js";
import { ITEM_COLUMNS, STRIP_COLUMNS, STRIP_ROWS } from "../src/rules/product-layout.js";
import { sha256 } from "../src/rules/tree.js";
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

  const plainMs = processorMs(() => verifyAlone(job, "plain"));
  const wasmMs = processorMs(() => verifyAlone(job, "wasm"));
  const rows = new Uint8Array(rowBytes(job.params));
  const hashMs = processorMs(() => sha256(rows));

  const pool = new VerifierPool();
  try {
    await pool.verify(job);
    const startMs = performance.now();
    const reasons = await Promise.all(Array.from({ length: POOL_GPUS }, () => pool.verify(job)));
    if (reasons.some((reason) => reason !== "ok")) throw new Error("right openings were not found right");
    const perGpuMs = (performance.now() - startMs) / POOL_GPUS;
    return [
      { name: "pow: SHA-256 of the operand rows that takes", value: hashMs, unit: "ms" },
      {
        name: "pow: verify one GPU of H200 size on one core, plain TypeScript",
        value: plainMs,
        unit: "ms",
        ...ratioTo(hashMs, plainMs),
      },
      {
        name: "pow: verify one GPU of H200 size on one core, WebAssembly",
        value: wasmMs,
        unit: "ms",
        ...ratioTo(hashMs, wasmMs),
      },
      { name: `pow: verify ${POOL_GPUS} such GPUs on the pool, per GPU`, value: perGpuMs, unit: "ms" },
    ];
  } finally {
    await pool.close();
  }
}

function verifyAlone(job: OpeningsJob, engine: VerificationEngine): void {
  if (verifyOpenings(job, engine) !== "ok") throw new Error("right openings were not found right");
}

/** Bytes of operand rows that a verifier generates: each strip and each item needs rows of both operands. */
function rowBytes({ K, S, t1, t2 }: PowParams): number {
  return K * (t1 * (STRIP_ROWS + STRIP_COLUMNS) + t2 * S * (STRIP_ROWS + ITEM_COLUMNS));
}

/** Median processor time, in ms: elapsed time would count what others do on this machine. */
function processorMs(work: () => void): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(rounds);
}
