import type { ExecutorView } from "../fleet/member.js";

/** What validators may know of an executor; names are the ones of the gRPC interface. Not where it is. */
export function executorJson({ executorId, alias, health, isBusy, report }: ExecutorView) {
  return {
    executor_id: executorId,
    alias,
    health: health.state,
    reason: health.publicReason,
    busy: isBusy,
    backend: report?.backend ?? null,
    devices: (report?.devices ?? []).map((device) => ({
      uuid: Buffer.from(device.uuid).toString("hex"),
      name: device.name,
      total_bytes: Number(device.totalBytes),
      free_bytes: Number(device.freeBytes),
      compute_capability: `${device.computeMajor}.${device.computeMinor}`,
    })),
  };
}
