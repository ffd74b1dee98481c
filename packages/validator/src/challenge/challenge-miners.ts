import { setMaxListeners } from "node:events";
import type { Chain, Keypair } from "@headframe/chain";
import { linkSignal } from "@headframe/kit";
import { selectMiners, type MinerSelection } from "../discover/select-miners.js";
import type { HardwareRegistry } from "../hardware/hardware-registry.js";
import type { ChallengeReport } from "../report/challenge-report.js";
import { toSessionRecord, type RunFacts } from "../transcripts/session-record.js";
import type { KeptTranscript, SessionRecord } from "../transcripts/transcript-store.js";
import type { Contender, SessionEnd, SessionParts } from "./challenge-executor.js";
import { contactMiner, type DialAxon, type MinerContact } from "./contact-miner.js";
import { createCredential } from "./credential.js";
import { toMinerReport, type ExecutorEnd } from "./miner-report.js";
import { planSessions, type KnownRoundTrips } from "./plan-sessions.js";
import type { OnRunProgress } from "./run-progress.js";
import { toRunReport } from "./run-report.js";
import { runWave } from "./run-wave.js";
import type { LabWork, TierChoice } from "./session-plan.js";

/** What to challenge. */
export interface ChallengeMinersRequest {
  readonly netuid: number;
  readonly miners: MinerSelection;
  /** UUID or alias of one executor; without it, all of them. */
  readonly executor?: string | undefined;
  readonly tier: TierChoice;
}

export interface ChallengeMinersOptions {
  /** Names the program in reports and transcripts. */
  readonly version: string;
  /** Executors challenged in the same moment, at most; if there are more, they start in several waves. */
  readonly maxSessions: number;
  readonly startPatienceMs: number;
  readonly lab: LabWork;
  /** Calls everything off: sessions under way are aborted, and the signal's reason is thrown. */
  readonly signal: AbortSignal;
  readonly onProgress?: OnRunProgress;
}

export interface ChallengeMinersParts extends Omit<SessionParts, "genesis" | "credential"> {
  readonly chain: Chain;
  /** The validator's. */
  readonly hotkey: Keypair;
  readonly registry: HardwareRegistry;
  readonly dial: DialAxon;
  readonly roundTrips: KnownRoundTrips;
  /** Signs and stores a session. */
  readonly keepTranscript: (record: SessionRecord) => Promise<KeptTranscript>;
}

type Run = ChallengeMinersOptions & { readonly onProgress: OnRunProgress };

/**
 * Challenges the executors of miners and judges the answers.
 *
 * Rejects with a `ValidatorError` or `ChainError` when there is nothing to challenge; so it does when the one miner
 * that was named cannot be reached or refuses. What goes wrong with one of many miners, or with an executor, is part of
 * the report. The caller closes the chain.
 */
export async function challengeMiners(
  request: ChallengeMinersRequest,
  parts: ChallengeMinersParts,
  options: ChallengeMinersOptions,
): Promise<ChallengeReport> {
  const link = linkSignal(options.signal);
  // Every session listens to it, and there are as many as executors: no leak, whatever their number.
  setMaxListeners(0, link.signal);
  const run: Run = { onProgress: () => undefined, ...options, signal: link.signal };
  try {
    return await runChallenges(request, parts, run);
  } finally {
    link.release();
  }
}

async function runChallenges(
  request: ChallengeMinersRequest,
  parts: ChallengeMinersParts,
  run: Run,
): Promise<ChallengeReport> {
  const { chain, hotkey, clock } = parts;
  const facts: RunFacts = { ...request, chain, hotkey, version: run.version, startedAtMs: clock.nowMs() };
  const metagraph = await chain.metagraph(request.netuid, { signal: run.signal });
  const miners = selectMiners(metagraph, request.miners);
  run.onProgress({ kind: "miners-found", block: metagraph.block, miners });

  const contacts = await Promise.all(
    miners.map((miner) => contactMiner(miner, parts.dial, { executor: request.executor, ...run })),
  );
  try {
    const [only] = contacts;
    if (request.miners.kind === "one" && only?.error !== undefined) throw only.error;
    const ends = await challengeAll(contacts, request, parts, run);
    run.signal.throwIfAborted();
    const keepEvidence = (contender: Contender, outcome: SessionEnd["outcome"]) =>
      parts.keepTranscript(toSessionRecord(contender, outcome, facts));
    const reports = await Promise.all(
      contacts.map((contact, at) => toMinerReport(contact, ends[at] ?? [], keepEvidence)),
    );
    return toRunReport(
      { facts, chain, hotkey, metagraph, maxSessions: run.maxSessions },
      reports,
      clock.nowMs(),
    );
  } finally {
    for (const { axon } of contacts) axon.close();
  }
}

/** Plans and runs all sessions; one list of ends for each contact, one end for each of its executors. */
async function challengeAll(
  contacts: readonly MinerContact[],
  request: ChallengeMinersRequest,
  parts: ChallengeMinersParts,
  run: Run,
): Promise<readonly (readonly ExecutorEnd[])[]> {
  const { chain, registry, hotkey, clock } = parts;
  const genesis = chain.genesisHash;
  const session = { ...parts, genesis, credential: createCredential(hotkey, genesis, clock.nowMs()) };
  const planOptions = { tier: request.tier, lab: run.lab, roundTrips: parts.roundTrips };
  const planned = contacts.map((contact) => planSessions(contact, registry, planOptions));
  const entries = planned.flat().flatMap(({ entry }) => entry ?? []);
  const ends = new Map<Contender, SessionEnd>();
  for (let at = 0; at < entries.length && !run.signal.aborted; at += run.maxSessions) {
    const wave = entries.slice(at, at + run.maxSessions);
    const results = await runWave(wave, session, {
      ...run,
      latestBlock: async () => {
        const { number, hash } = await chain.finalizedHead({ signal: run.signal });
        return { blockNumber: BigInt(number), blockHash: hash };
      },
    });
    for (const [contender, end] of results) {
      ends.set(contender, end);
      const { rttMinUs } = end.outcome.evaluation;
      if (rttMinUs !== undefined) parts.roundTrips.remember(contender.key, rttMinUs);
    }
  }
  return planned.map((executors) =>
    executors.map(({ executor, entry, error }) => {
      const contender = entry?.contender;
      return { executor, contender, end: contender && ends.get(contender), error };
    }),
  );
}
