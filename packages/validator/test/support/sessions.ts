import type { DeviceReport } from "../../src/report/challenge-report.js";
import type { VerifiedTranscript } from "../../src/transcripts/verify-transcript.js";
import { deviceReport, VALIDATOR } from "./reports.js";

/** A stored session of a miner (SS58) that was judged again. */
export function session(facts: {
  readonly miner: string;
  readonly executorId?: string;
  readonly startedAtMs?: number;
  readonly devices?: readonly DeviceReport[];
}): VerifiedTranscript {
  const { miner, executorId = "e-1", startedAtMs = 1000, devices = [deviceReport()] } = facts;
  return {
    file: "one.json",
    validator: VALIDATOR,
    miner,
    executorId,
    genesisHash: `0x${"11".repeat(32)}`,
    notes: {
      version: "test",
      startedAtMs,
      network: "local",
      netuid: 1,
      miner: { uid: 1, hotkey: miner, axon: "192.0.2.7:8091" },
      executor: { alias: "gpu-1", backend: "cuda" },
      devices: [],
    },
    rttUs: 400,
    devices,
    accepted: devices.every(({ outcome }) => outcome === "accept"),
  };
}

/** An accepted device of this score. */
export const scored = (score: number): DeviceReport => deviceReport({ score });

/** A device that answered wrongly. */
export const rejected: DeviceReport = deviceReport({
  outcome: "reject",
  reason: "walker_digest",
  established: null,
  score: null,
});

/** A device that was accepted in a tier that earns nothing. */
export function unpaid(tier: "lab" | "pulse"): DeviceReport {
  const { params } = deviceReport();
  return deviceReport({ params: params && { ...params, tier }, established: null, score: null });
}
