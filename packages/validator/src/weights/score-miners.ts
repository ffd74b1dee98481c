import type { VerifiedTranscript } from "../transcripts/verify-transcript.js";

/** What a miner showed in the newest run that says something about it. */
export interface MinerScore {
  /** SS58. */
  readonly miner: string;
  /** In H200s: the sum over its devices. */
  readonly score: number;
  readonly executors: number;
  readonly acceptedDevices: number;
  readonly rejectedDevices: number;
  /** When the run began, milliseconds since 1970. */
  readonly startedAtMs: number;
}

/**
 * Scores each miner by its newest run, best first.
 *
 * Only sessions of one run add up: they took place in the same moment, so a device stood behind one executor only. A
 * session that sets no rate (lab and pulse tier) says nothing, unless it was refused for what the executor did: then the
 * run is worth what its other sessions are. Of an executor that comes twice in a run, the lower score counts.
 */
export function scoreMiners(sessions: readonly VerifiedTranscript[]): readonly MinerScore[] {
  const newest = new Map<string, VerifiedTranscript[]>();
  for (const session of sessions.filter(saysSomething)) {
    const known = newest.get(session.miner) ?? [];
    const knownMs = known[0]?.notes.startedAtMs ?? -1;
    const { startedAtMs } = session.notes;
    if (startedAtMs > knownMs) newest.set(session.miner, [session]);
    if (startedAtMs === knownMs) known.push(session);
  }
  return [...newest]
    .map(([miner, run]) => scoreRun(miner, run))
    .toSorted((a, b) => b.score - a.score || a.miner.localeCompare(b.miner));
}

function saysSomething({ devices }: VerifiedTranscript): boolean {
  if (devices.every(({ params }) => params?.tier === "lab")) return false;
  return devices.some(({ outcome, score }) => score !== null || outcome === "reject");
}

function scoreRun(miner: string, run: readonly VerifiedTranscript[]): MinerScore {
  const byExecutor = new Map<string, VerifiedTranscript>();
  for (const session of run) {
    const other = byExecutor.get(session.executorId);
    if (other === undefined || scoreOf(session) < scoreOf(other)) byExecutor.set(session.executorId, session);
  }
  const counted = [...byExecutor.values()];
  const devices = counted.flatMap((session) => session.devices);
  return {
    miner,
    score: counted.reduce((sum, session) => sum + scoreOf(session), 0),
    executors: counted.length,
    acceptedDevices: devices.filter(({ outcome }) => outcome === "accept").length,
    rejectedDevices: devices.filter(({ outcome }) => outcome === "reject").length,
    startedAtMs: run[0]?.notes.startedAtMs ?? 0,
  };
}

function scoreOf({ devices }: VerifiedTranscript): number {
  return devices.reduce((sum, { score }) => sum + (score ?? 0), 0);
}
