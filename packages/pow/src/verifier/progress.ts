import { readyStatusOf } from "../rules/outcome.js";
import type { SessionEvaluation } from "../transcript/session-evaluation.js";
import { frameTypeOf, HEADER_BYTES } from "../wire/frame.js";
import type { FrameType } from "../wire/message.js";
import type { VerifierProgress } from "./verifier-options.js";

/** What a frame that V sent means to somebody who watches. */
export function progressOfSent(frame: Uint8Array): VerifierProgress | undefined {
  return SENT.get(frameTypeOf(frame));
}

const SENT: ReadonlyMap<FrameType | undefined, VerifierProgress> = new Map<FrameType, VerifierProgress>([
  ["prepare", { kind: "prepare-sent" }],
  ["challenge", { kind: "challenge-sent" }],
  ["nonce", { kind: "nonce-sent" }],
  ["open", { kind: "open-sent" }],
]);

/** What a frame from E means, after the evaluation took it in. `undefined` if it changed nothing worth telling. */
export function progressOfReceived(
  frame: Uint8Array,
  evaluation: SessionEvaluation,
  rttSamplesBefore: number,
): VerifierProgress | undefined {
  const type = frameTypeOf(frame);
  switch (type) {
    case "ready": {
      const { ready } = evaluation;
      if (ready === undefined) return undefined;
      return { kind: "ready", status: readyStatusOf(ready.status) ?? ready.status, claims: ready.claims };
    }
    case "pong": {
      const { rttSamples, rttMinUs } = evaluation;
      if (rttSamples === rttSamplesBefore || rttMinUs === undefined) return undefined;
      return { kind: "rtt", rttUs: rttMinUs, samples: rttSamples };
    }
    case "commit1":
    case "commit2":
    case "openings":
      return progressOfAnswer(type, frame, evaluation);
    case "prepare":
    case "ping":
    case "challenge":
    case "nonce":
    case "open":
    case "verdict":
    case "abort":
    case undefined:
      return undefined;
  }
}

function progressOfAnswer(
  kind: "commit1" | "commit2" | "openings",
  frame: Uint8Array,
  { gpus, times }: SessionEvaluation,
): VerifierProgress | undefined {
  const gpu = gpus[frame[HEADER_BYTES] ?? gpus.length];
  const recorded = gpu?.recorded(kind);
  if (gpu === undefined || recorded?.bytes !== frame) return undefined;
  const { slot, deadlines } = gpu;
  if (kind === "openings") return { kind: "opened", slot, bytes: frame.length };
  const [startUs, limitUs] =
    kind === "commit1" ? [times.challengeUs, deadlines?.d1Us] : [times.nonceUs, deadlines?.d2Us];
  return { kind, slot, elapsedUs: recorded.us - (startUs ?? recorded.us), limitUs: limitUs ?? 0 };
}
