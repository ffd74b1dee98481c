import { encodeAddress } from "@headframe/chain";
import type { HealthReport } from "@headframe/kit/metrics";
import type { GpuClaim } from "@headframe/pow";
import type { ExecutorStatus } from "./executor-status.js";

/** Said wherever the reference device shows. */
export const NOT_A_GPU = "a CPU program for development, not a GPU";

/** The body of `GET /health`: everything that an operator asks first. 200 while challenges are answered, else 503. */
export function toHealthReport(status: ExecutorStatus): HealthReport {
  const { identity, reason, delegationNotAfterMs, containers } = status;
  const { adoption } = identity;
  return {
    isServing: status.state === "ready" || status.state === "proving",
    detail: {
      state: status.state,
      ...(reason && { reason: { code: reason.code, message: reason.message, hint: reason.hint } }),
      version: status.version,
      installationId: identity.installationId,
      executorId: adoption?.executorId,
      minerHotkey: adoption && encodeAddress(adoption.minerHotkey),
      delegatedUntil: delegationNotAfterMs && new Date(delegationNotAfterMs).toISOString(),
      backend: status.backend,
      ...(status.backend === "reference" && { backendNote: NOT_A_GPU }),
      devices: status.devices.map(describeDevice),
      unusableDevices: status.deviceFailures.map(({ code, message, hint }) => ({ code, message, hint })),
      agent: { pid: status.agentPid, restarts: status.agentRestarts },
      containers: {
        runtime: containers.runtime,
        reachable: containers.isReachable,
        ...(containers.reason !== "" && { reason: containers.reason }),
      },
      uptimeSeconds: status.uptimeSeconds,
    },
  };
}

function describeDevice(claim: GpuClaim, slot: number) {
  return {
    slot,
    name: claim.name,
    uuid: Buffer.from(claim.uuid).toString("hex"),
    totalBytes: Number(claim.totalBytes),
    freeBytes: Number(claim.freeBytes),
  };
}
