/**
 * Reads the health of all GPUs once and ends: a process of its own, because the management library may hang with the
 * driver, and only killing a process ends that.
 */
import { NvmlError, readBoxHealth } from "@headframe/cuda";
import { errorMessage } from "@headframe/kit";
import type { HealthReading } from "./read-health.js";

process.send?.(read(), () => process.disconnect());

function read(): HealthReading {
  try {
    return { kind: "read", health: readBoxHealth() };
  } catch (error) {
    const hint = error instanceof NvmlError ? error.hint : undefined;
    return { kind: "unavailable", reason: errorMessage(error), ...(hint !== undefined && { hint }) };
  }
}
