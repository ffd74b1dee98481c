import type { Chain, Keypair, Metagraph } from "@headframe/chain";
import {
  allAccepted,
  type ChallengeReport,
  type Finding,
  type MinerReport,
} from "../report/challenge-report.js";
import type { RunFacts } from "../transcripts/session-record.js";
import { findSameDevices } from "./same-devices.js";

/** A run that is over. */
export interface FinishedRun {
  readonly facts: RunFacts;
  readonly chain: Chain;
  /** The validator's. */
  readonly hotkey: Keypair;
  readonly metagraph: Metagraph;
  readonly maxSessions: number;
}

/** Puts the reports of the miners under the facts of the run. */
export function toRunReport(
  run: FinishedRun,
  miners: readonly MinerReport[],
  finishedAtMs: number,
): ChallengeReport {
  const { facts, chain, hotkey, metagraph } = run;
  const self = metagraph.neurons.find((neuron) => neuron.hotkey === hotkey.ss58);
  return {
    version: facts.version,
    startedAtMs: facts.startedAtMs,
    finishedAtMs,
    chain: {
      endpoint: chain.endpoint,
      network: chain.network,
      genesisHash: `0x${Buffer.from(chain.genesisHash).toString("hex")}`,
      netuid: metagraph.netuid,
      block: metagraph.block,
    },
    validator: {
      hotkey: hotkey.ss58,
      uid: self?.uid ?? null,
      validatorPermit: self?.validatorPermit ?? false,
    },
    miners,
    findings: [...findWaves(miners, run.maxSessions), ...findSameDevices(miners)],
    accepted: allAccepted(miners),
  };
}

/** What started at different times proves less: one GPU could have answered each time. */
function findWaves(miners: readonly MinerReport[], maxSessions: number): readonly Finding[] {
  const sessions = miners
    .flatMap(({ executors }) => executors)
    .filter(({ session }) => session !== null).length;
  if (sessions <= maxSessions) return [];
  const message =
    `${sessions} executors were challenged ${maxSessions} at a time (challenge.max_sessions): ` +
    "one GPU could have answered in several groups";
  return [{ code: "run/several-starts", message }];
}
