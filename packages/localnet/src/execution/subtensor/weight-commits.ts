import { blake2AsU8a } from "@polkadot/util-crypto";
import { subtensorStorage as items } from "../../runtime/pallets/subtensor/storage.js";
import { accountId } from "../../runtime/types/primitives.js";
import { tuple, vec } from "../../scale/containers.js";
import { toHex, type Hex } from "../../scale/hex.js";
import { u16, u64 } from "../../scale/primitives.js";
import { encode } from "../../scale/type.js";
import type { StorageReader } from "../../state/storage.js";
import type { ArgumentsOf, CallContext, CheckContext, PalletRules } from "../call-rule.js";
import { fail } from "../dispatch-failure.js";
import { epochAt } from "./epoch-schedule.js";
import { checkRate, checkStake, storeWeights } from "./weights.js";

type Commit = ArgumentsOf<"SubtensorModule", "commit_weights">;
type Reveal = ArgumentsOf<"SubtensorModule", "reveal_weights">;

/** (hash, epoch of the commit, its block, unused) */
type StoredCommit = readonly [Hex, bigint, bigint, bigint];

const COMMIT_REF_TIME = 55_130_000n;
const REVEAL_REF_TIME = 122_000_000n;

const MOST_UNREVEALED = 10;

/** Validators commit to weights by their hash and reveal them in a later epoch; until then nobody can copy them. */
export const weightCommitRules: Pick<PalletRules<"SubtensorModule">, "commit_weights" | "reveal_weights"> = {
  commit_weights: {
    refTime: COMMIT_REF_TIME,
    pays: "No",
    class: "Normal",
    precheck: checkCommit,
    dispatch: commit,
  },
  reveal_weights: {
    refTime: REVEAL_REF_TIME,
    pays: "No",
    class: "Normal",
    precheck: checkReveal,
    dispatch: reveal,
  },
};

function checkCommit({ storage, signer, block }: CheckContext, { netuid }: Commit): void {
  checkStake(storage, netuid, signer);
  const uid = storage.get(items.Uids, netuid, signer);
  if (uid === undefined) fail("SubtensorModule", "HotKeyNotRegisteredInSubNet");
  checkRate(storage, { netuid, uid, block, tooFast: "CommittingWeightsTooFast" });
}

function commit({ storage, signer, block, emit }: CallContext, { netuid, commit_hash }: Commit): void {
  if (!storage.get(items.NetworksAdded, netuid)) fail("SubtensorModule", "MechanismDoesNotExist");
  checkCommitReveal(storage, netuid);
  const uid =
    storage.get(items.Uids, netuid, signer) ?? fail("SubtensorModule", "HotKeyNotRegisteredInSubNet");
  checkRate(storage, { netuid, uid, block, tooFast: "CommittingWeightsTooFast" });
  const commits = readCommits(storage, netuid, signer) ?? [];
  const { live } = splitExpired(storage, { netuid, block, commits });
  if (live.length >= MOST_UNREVEALED) fail("SubtensorModule", "TooManyUnrevealedCommits");
  const epoch = epochAt(storage, netuid, block);
  storage.put(
    items.WeightCommits,
    [netuid, signer],
    [...live, [commit_hash, epoch, BigInt(block), 0n] as const],
  );
  // The rate limit counts commits: what they reveal is no further change of weights.
  storage.mutate(items.LastUpdate, [netuid], (list) => list.with(uid, BigInt(block)));
  emit({
    type: "SubtensorModule",
    value: { type: "WeightsCommitted", value: [signer, netuid, commit_hash] },
  });
}

/** What the pool asks. A commit that expired is too early as well: it is not the epoch. */
function checkReveal({ storage, signer, block }: CheckContext, call: Reveal): void {
  const { netuid } = call;
  checkStake(storage, netuid, signer);
  const hash = commitHash(signer, call);
  const found = readCommits(storage, netuid, signer)?.find(([known]) => known === hash);
  if (found === undefined) fail("SubtensorModule", "NoWeightsCommitFound");
  checkEpoch(storage, found, { netuid, block });
}

/** A commit that is revealed takes the earlier ones with it. */
function reveal(context: CallContext, call: Reveal): void {
  const { storage, signer, block, emit } = context;
  const { netuid } = call;
  if (!storage.get(items.NetworksAdded, netuid)) fail("SubtensorModule", "SubnetNotExists");
  checkCommitReveal(storage, netuid);
  const commits = readCommits(storage, netuid, signer) ?? fail("SubtensorModule", "NoWeightsCommitFound");
  const { live, expired } = splitExpired(storage, { netuid, block, commits });
  const hash = commitHash(signer, call);
  const position = live.findIndex(([known]) => known === hash);
  const found = live[position];
  if (found === undefined) {
    if (expired.some(([known]) => known === hash)) fail("SubtensorModule", "ExpiredWeightCommit");
    fail("SubtensorModule", live.length === 0 ? "NoWeightsCommitFound" : "InvalidRevealCommitHashNotMatch");
  }
  checkEpoch(storage, found, { netuid, block });
  const rest = live.slice(position + 1);
  if (rest.length === 0) storage.remove(items.WeightCommits, netuid, signer);
  else storage.put(items.WeightCommits, [netuid, signer], rest);
  storeWeights(context, {
    netuid,
    dests: call.uids,
    weights: call.values,
    version_key: call.version_key,
  });
  emit({ type: "SubtensorModule", value: { type: "WeightsRevealed", value: [signer, netuid, hash] } });
}

/** What is committed to: BLAKE2-256 of the SCALE tuple of all that is revealed and of who reveals it. */
function commitHash(signer: Hex, { netuid, uids, values, salt, version_key }: Reveal): Hex {
  const committed = tuple(accountId, u16, vec(u16), vec(u16), vec(u16), u64);
  return toHex(blake2AsU8a(encode(committed, [signer, netuid, uids, values, salt, version_key]), 256));
}

function checkCommitReveal(storage: StorageReader, netuid: number): void {
  if (!storage.get(items.CommitRevealWeightsEnabled, netuid)) fail("SubtensorModule", "CommitRevealDisabled");
}

function readCommits(
  storage: StorageReader,
  netuid: number,
  hotkey: Hex,
): readonly StoredCommit[] | undefined {
  return storage.get(items.WeightCommits, netuid, hotkey);
}

/** Commits whose epoch to be revealed has passed are first in the list. */
function splitExpired(
  storage: StorageReader,
  { netuid, block, commits }: { netuid: number; block: number; commits: readonly StoredCommit[] },
): { readonly live: readonly StoredCommit[]; readonly expired: readonly StoredCommit[] } {
  const epoch = epochAt(storage, netuid, block);
  const period = storage.get(items.RevealPeriodEpochs, netuid);
  const first = commits.findIndex(([, committed]) => committed + period >= epoch);
  const count = first === -1 ? commits.length : first;
  return { live: commits.slice(count), expired: commits.slice(0, count) };
}

function checkEpoch(
  storage: StorageReader,
  [, committed]: StoredCommit,
  { netuid, block }: { netuid: number; block: number },
): void {
  const isDue = epochAt(storage, netuid, block) === committed + storage.get(items.RevealPeriodEpochs, netuid);
  if (!isDue) fail("SubtensorModule", "RevealTooEarly");
}
