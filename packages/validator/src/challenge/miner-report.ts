import { AppError } from "@headframe/kit";
import type { ExecutorReport, MinerReport } from "../report/challenge-report.js";
import { toFailureReport } from "../report/failure-report.js";
import { toSessionReport } from "../report/session-report.js";
import type { VerifierOutcome } from "@headframe/pow";
import type { KeptTranscript } from "../transcripts/transcript-store.js";
import type { ListedExecutor } from "./axon.js";
import type { Contender, SessionEnd } from "./challenge-executor.js";
import type { MinerContact } from "./contact-miner.js";

/** Signs and stores what was said in a session. */
export type KeepEvidence = (contender: Contender, outcome: VerifierOutcome) => Promise<KeptTranscript>;

/** How far we got with one executor. */
export interface ExecutorEnd {
  readonly executor: ListedExecutor;
  /** `undefined` when no session could be planned. */
  readonly contender: Contender | undefined;
  /** `undefined` when no session took place. */
  readonly end: SessionEnd | undefined;
  /** Why there was none. */
  readonly error: unknown;
}

/** Tells how a miner did, and keeps the evidence of each of its sessions. Rejects only for defects. */
export async function toMinerReport(
  contact: MinerContact,
  ends: readonly ExecutorEnd[],
  keepEvidence: KeepEvidence,
): Promise<MinerReport> {
  const { miner, authentication, error } = contact;
  const { ip, port, block } = miner.axon;
  return {
    uid: miner.uid,
    hotkey: miner.hotkey,
    axon: { ip, port, block },
    authentication:
      authentication === undefined
        ? null
        : { elapsedUs: authentication.elapsedUs, expiresAtMs: authentication.expiresAtMs ?? null },
    executors: await Promise.all(ends.map((end) => toExecutorReport(end, keepEvidence))),
    failure: error === undefined ? null : toFailureReport(error),
  };
}

async function toExecutorReport(
  { executor, contender, end, error }: ExecutorEnd,
  keepEvidence: KeepEvidence,
): Promise<ExecutorReport> {
  const facts = {
    executorId: executor.executorId,
    alias: executor.alias,
    backend: executor.backend,
    health: executor.health,
  };
  const failure = error ?? end?.error;
  const failureReport = failure === undefined ? null : toFailureReport(failure);
  if (contender === undefined || end === undefined)
    return { ...facts, session: null, failure: failureReport };
  const evidence = await keepOrExplain(contender, end, keepEvidence);
  return {
    ...facts,
    session: toSessionReport(contender.plan, end.outcome, evidence.kept),
    // The failure of the session itself says more than that of its evidence.
    failure: failureReport ?? evidence.failure,
  };
}

/** A verdict without stored evidence is still a verdict, but not a success: the disk wants attention. */
async function keepOrExplain(contender: Contender, { outcome }: SessionEnd, keepEvidence: KeepEvidence) {
  try {
    return { kept: await keepEvidence(contender, outcome), failure: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kept: null, failure: toFailureReport(error) };
  }
}
