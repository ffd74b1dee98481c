import { formatUuid } from "@headframe/kit";
import { REASONS, type GpuEvaluation } from "@headframe/pow";
import { deviceScore } from "../score/device-score.js";
import { establish, type Established } from "../score/established.js";
import type { DeviceNotes } from "../transcripts/transcript-file.js";
import type { DeviceReport } from "./challenge-report.js";

/** Tells how a device did, live or from a stored transcript. */
export function toDeviceReport(notes: DeviceNotes, gpu: GpuEvaluation): DeviceReport {
  const { id, name, source, opsPerUs, bytesPerUs, hostLinkBytesPerUs } = notes.class;
  const { class: reasonClass, sentence } = REASONS[gpu.reason];
  const established = establishedBy(gpu, hostLinkBytesPerUs);
  return {
    slot: gpu.slot,
    uuid: formatUuid(gpu.uuid),
    name: notes.name,
    totalBytes: notes.totalBytes,
    class: { id, name, source, opsPerUs, bytesPerUs },
    params: gpu.params ?? null,
    outcome: gpu.outcome,
    reason: gpu.reason,
    reasonClass,
    explanation: sentence,
    t1Us: gpu.t1Us ?? null,
    d1Us: gpu.d1Us ?? null,
    t2Us: gpu.t2Us ?? null,
    d2Us: gpu.d2Us ?? null,
    established,
    score: established === null || gpu.params?.tier === "lab" ? null : deviceScore(established),
  };
}

/** A pulse must not set a rate (GPOW-1, section 18). */
function establishedBy(gpu: GpuEvaluation, hostLinkBytesPerUs: number): Established | null {
  const { outcome, params, t1Us, t2Us, d2Us } = gpu;
  if (outcome !== "accept" || params === undefined || params.tier === "pulse") return null;
  if (t1Us === undefined || t2Us === undefined || d2Us === undefined) return null;
  return establish({ params, t1Us, t2Us, d2Us, hostLinkBytesPerUs });
}
