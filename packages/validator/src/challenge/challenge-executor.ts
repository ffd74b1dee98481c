import { verifySignature } from "@headframe/chain";
import type { Clock } from "@headframe/kit";
import {
  runVerifier,
  type OpeningsVerifier,
  type SessionCredential,
  type VerifierOutcome,
  type VerifierProgress,
} from "@headframe/pow";
import type { ReachableMiner } from "../discover/select-miners.js";
import type { Authentication, ListedExecutor, ProofStream } from "./axon.js";
import type { SessionPlan } from "./session-plan.js";
import type { StartingLine } from "./starting-line.js";

/** What every session of a run shares. */
export interface SessionParts {
  readonly genesis: Uint8Array;
  readonly credential: SessionCredential;
  readonly verifyOpenings: OpeningsVerifier;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Cryptographic random bytes. */
  readonly random: (byteCount: number) => Uint8Array;
}

/** One executor that is about to be challenged. */
export interface Contender {
  /** Unique in the run. */
  readonly key: string;
  readonly miner: ReachableMiner;
  readonly authentication: Authentication;
  readonly executor: ListedExecutor;
  readonly plan: SessionPlan;
}

/** What came of a session. */
export interface SessionEnd {
  readonly outcome: VerifierOutcome;
  /** What stopped it from outside the protocol: the start that was missed, the chain, the miner's refusal. */
  readonly error: unknown;
}

/** Runs one session from Prepare to Verdict. Rejects only for defects. */
export async function challengeExecutor(
  contender: Contender,
  stream: ProofStream,
  line: StartingLine,
  parts: SessionParts,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: VerifierProgress) => void },
): Promise<SessionEnd> {
  const { key, miner, authentication, executor, plan } = contender;
  let startError: unknown;
  try {
    const outcome = await runVerifier({
      transport: stream,
      request: {
        genesis: parts.genesis,
        miner: { scheme: authentication.minerScheme, publicKey: miner.hotkeyPublicKey },
        executorId: executor.executorId,
        gpus: plan.devices.map(({ request }) => request),
        awaitChallenge: async (signal) => {
          try {
            return await line.arrive(key, signal);
          } catch (error) {
            // A session that has ended for its own reasons gives up its place, which is no failure of the start.
            if (!signal.aborted) startError = error;
            throw error;
          }
        },
      },
      credential: parts.credential,
      verifyHotkey: verifySignature,
      verifyOpenings: parts.verifyOpenings,
      clock: parts.clock,
      sleep: parts.sleep,
      random: parts.random,
      signal: options.signal,
      onProgress: options.onProgress,
    });
    return { outcome, error: startError ?? stream.failure() };
  } finally {
    line.leave(key);
  }
}
