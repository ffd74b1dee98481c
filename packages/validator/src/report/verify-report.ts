import type { VerifiedTranscript } from "../transcripts/verify-transcript.js";
import { renderDevices, renderWork } from "./devices-text.js";
import { labelled, paragraph } from "./layout.js";
import type { Paint } from "./style.js";
import { formatUs } from "./units.js";

/** A session that was judged again, for a person. Ends with a line break. */
export function renderVerified(verified: VerifiedTranscript, paint: Paint): string {
  const { notes, rttUs, devices } = verified;
  const isReference = notes.executor.backend === "reference";
  const lines = [
    paint("strong", verified.file),
    labelled("  Signed by", `validator ${verified.validator}`, paint),
    labelled("  Miner", `UID ${notes.miner.uid}, ${verified.miner}`, paint),
    labelled("  Executor", `${notes.executor.alias}, ${verified.executorId}`, paint),
    labelled(
      "  When",
      `${new Date(notes.startedAtMs).toISOString()}, ${notes.network}, subnet ${notes.netuid}`,
      paint,
    ),
    ...(isReference
      ? paragraph("NOT A GPU: the answers come from the reference device.", 2, "warn", paint)
      : []),
    ...renderWork(devices, paint),
    labelled("    Round trip", rttUs === null ? "unknown" : formatUs(rttUs), paint),
    ...renderDevices(devices, paint),
    "",
    verified.accepted
      ? paint("good", "  Verdict: every device accepted, judged again from the frames alone")
      : paint("bad", "  Verdict: not accepted"),
  ];
  return `${lines.join("\n")}\n`;
}
