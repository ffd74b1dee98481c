import { u8aToHex } from "@polkadot/util";
import type { RevealWindow, WeightCommit, WeightCommits } from "../port/weights.js";
import { readEpochClock, type EpochClock } from "./epoch-clock.js";
import { toHead } from "./head-watch.js";
import { readEntry, type RuntimeAccess } from "./storage.js";

/** As the chain keeps it: the hash and three numbers, whose meaning depends on the runtime. */
type StoredCommit = readonly [string, number, number, number];

/** See `Chain.weightCommits`. All of it is read at one block. */
export async function readWeightCommits(
  access: RuntimeAccess,
  netuid: number,
  hotkey: string,
): Promise<WeightCommits> {
  const head = toHead(access.api, await access.send("chain_getHeader", []));
  const blockHash = u8aToHex(head.hash);
  const [stored, clock, period] = await Promise.all([
    readStoredCommits(access, { netuid, hotkey, blockHash }),
    readEpochClock(access, { netuid, block: head.number, blockHash }),
    readEntry(access, { item: "revealPeriodEpochs", keys: [netuid], blockHash }),
  ]);
  const windowAfter = (epoch: number): RevealWindow => windowOf(clock, epoch + Number(period));
  return {
    block: head.number,
    commits: stored.map((commit): WeightCommit => {
      const window = windowAfter(clock.epochOf(commit[1]));
      const phase = phaseOf(window.epoch, clock.current);
      return { hash: commit[0], block: commit[clock.blockIndex], window, phase };
    }),
    next: windowAfter(clock.current),
  };
}

/** Whose commitments, and at which block. */
export interface StoredCommitsOf {
  readonly netuid: number;
  /** SS58. */
  readonly hotkey: string;
  /** 0x-hex. */
  readonly blockHash: string;
}

/** Whether the chain keeps a commitment with this hash (0x-hex). */
export async function hasCommit(access: RuntimeAccess, of: StoredCommitsOf, hash: string): Promise<boolean> {
  const stored = await readStoredCommits(access, of);
  return stored.some(([known]) => known === hash);
}

async function readStoredCommits(
  access: RuntimeAccess,
  { netuid, hotkey, blockHash }: StoredCommitsOf,
): Promise<readonly StoredCommit[]> {
  const stored = await readEntry(access, { item: "weightCommits", keys: [netuid, hotkey], blockHash });
  return (stored ?? []) as readonly StoredCommit[];
}

function windowOf(clock: EpochClock, epoch: number): RevealWindow {
  return { epoch, firstBlock: clock.startOf(epoch), lastBlock: clock.startOf(epoch + 1) - 1 };
}

function phaseOf(epoch: number, current: number): WeightCommit["phase"] {
  if (current < epoch) return "early";
  return current === epoch ? "due" : "expired";
}
