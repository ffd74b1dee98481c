import { verifyOpenings as verifyOpeningsHere } from "../verify/verify-openings.js";
import type { OpeningsVerifier } from "../verify/openings-job.js";
import { judgeSession } from "./judge-session.js";
import { SessionEvaluation, type SessionEvaluationOptions } from "./session-evaluation.js";
import type { Evaluation, Transcript } from "./transcript.js";
import { transcriptHash } from "./transcript-hash.js";

export interface EvaluateTranscriptOptions extends SessionEvaluationOptions {
  /** Default: on this thread, 0.1 s per GPU of standard tier. */
  readonly verifyOpenings?: OpeningsVerifier;
}

/** Judges a transcript, by the letter of section 17.3. Never throws because of what the transcript contains. */
export async function evaluateTranscript(
  transcript: Transcript,
  options: EvaluateTranscriptOptions,
): Promise<Evaluation> {
  const session = new SessionEvaluation(options);
  for (const frame of transcript.frames) await session.push(frame);
  const gpus = await judgeSession(session, {
    endUs: transcript.endUs,
    verifyOpenings: options.verifyOpenings ?? ((job) => verifyOpeningsHere(job)),
  });
  return { gpus, transcriptHash: transcriptHash(transcript), rttMinUs: session.rttMinUs };
}
