import type { Clock } from "@headframe/kit";

import type { AbortCode, ReadyStatus } from "../rules/outcome.js";
import type { PowParams } from "../rules/params.js";
import type { Evaluation, GpuEvaluation, Transcript } from "../transcript/transcript.js";
import type { OpeningsVerifier } from "../verify/openings-job.js";
import type { FrameTransport } from "../wire/frame-transport.js";
import type { HotkeyId, SessionCredential, VerifyHotkey } from "../wire/identity.js";
import type { GpuClaim } from "../wire/message.js";

/** One GPU to be challenged. */
export interface GpuRequest {
  /** 16 raw bytes. */
  readonly uuid: Uint8Array;
  readonly params: PowParams;
  readonly opsPerUs: number;
  readonly bytesPerUs: number;
  /** 0 for a model that is not in the class table. */
  readonly classId: number;
}

/** A finalised block. */
export interface BlockReference {
  readonly blockNumber: bigint;
  /** 32 bytes. */
  readonly blockHash: Uint8Array;
}

/** Whom to challenge, and with what. */
export interface ChallengeRequest {
  readonly genesis: Uint8Array;
  readonly miner: HotkeyId;
  readonly executorId: string;
  /** 1…16 in any order; they are sorted by UUID, which gives the slots. */
  readonly gpus: readonly GpuRequest[];
  /**
   * Resolves at the moment of the Challenge with the newest finalised block. Called once five pings are answered;
   * while it waits, at most until 120 s after Ready, pings go on.
   */
  awaitChallenge(signal: AbortSignal): Promise<BlockReference>;
}

/** What happens in a session, as it happens. Times on the validator's clock. */
export type VerifierProgress =
  | { readonly kind: "prepare-sent" }
  | { readonly kind: "ready"; readonly status: ReadyStatus | number; readonly claims: readonly GpuClaim[] }
  | { readonly kind: "rtt"; readonly rttUs: number; readonly samples: number }
  | { readonly kind: "challenge-sent" }
  | { readonly kind: "commit1"; readonly slot: number; readonly elapsedUs: number; readonly limitUs: number }
  | { readonly kind: "nonce-sent" }
  | { readonly kind: "commit2"; readonly slot: number; readonly elapsedUs: number; readonly limitUs: number }
  | { readonly kind: "open-sent" }
  | { readonly kind: "opened"; readonly slot: number; readonly bytes: number }
  | { readonly kind: "verified"; readonly gpu: GpuEvaluation };

export interface RunVerifierOptions {
  readonly transport: FrameTransport;
  readonly request: ChallengeRequest;
  readonly credential: SessionCredential;
  readonly verifyHotkey: VerifyHotkey;
  /** Checks openings (section 12); a pool spreads them over threads. */
  readonly verifyOpenings: OpeningsVerifier;
  readonly clock: Clock;
  /** Waits; rejects when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Cryptographic random bytes. */
  readonly random: (byteCount: number) => Uint8Array;
  /** Calls the session off: an Abort is sent, and every GPU without a reason becomes void. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: VerifierProgress) => void;
}

/** A finished session. */
export interface VerifierOutcome {
  /** With the Verdict as its last frame, unless the session was called off. */
  readonly transcript: Transcript;
  readonly evaluation: Evaluation;
  /** What Ready said, if it came. */
  readonly ready:
    | { readonly status: ReadyStatus | number; readonly agent: string; readonly claims: readonly GpuClaim[] }
    | undefined;
  /** The first Abort, if there was one. */
  readonly abort:
    | {
        readonly by: "executor" | "validator";
        readonly gpu: number;
        readonly code: AbortCode | number;
        readonly detail: string;
      }
    | undefined;
}
