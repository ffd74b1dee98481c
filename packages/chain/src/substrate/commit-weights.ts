import { hexToU8a } from "@polkadot/util";
import type { ChainError } from "../errors.js";
import type { Inclusion } from "../port/inclusion.js";
import { weightCommitHash } from "../port/weight-commit-hash.js";
import type { CommitWeightsRequest, RevealWeightsRequest } from "../port/weights.js";
import { hasCommit, readWeightCommits } from "./read-commits.js";
import { columnsOf } from "./set-weights.js";
import type { SignedTransaction } from "./sign-call.js";
import type { SubmissionAccess } from "./submit-transaction.js";
import { sendWeightCall, weightCallUnconfirmed, type WeightCall } from "./weight-call.js";

export const COMMIT: WeightCall = {
  shape: {
    call: "commit_weights",
    takes: ["netuid: u16", "commit_hash: H256"],
    event: "WeightsCommitted",
    tells: ["AccountId32", "u16", "H256"],
  },
  method: "commitWeights",
  doing: "commit to weights",
};

export const REVEAL: WeightCall = {
  shape: {
    call: "reveal_weights",
    takes: ["netuid: u16", "uids: Vec<u16>", "values: Vec<u16>", "salt: Vec<u16>", "version_key: u64"],
    event: "WeightsRevealed",
    tells: ["AccountId32", "u16", "H256"],
  },
  method: "revealWeights",
  doing: "reveal weights",
};

/** Commits to weights; see `Chain.commitWeights`. Rejects with a `ChainError` or the signal's reason. */
export function commitWeights(
  access: SubmissionAccess,
  { netuid, commitHash, signer }: CommitWeightsRequest,
  signal: AbortSignal,
): Promise<Inclusion> {
  const findInState = async (lost: SignedTransaction): Promise<Inclusion | undefined> => {
    const { commits } = await readWeightCommits(access, netuid, signer.ss58);
    const found = commits.find(({ hash }) => hash === commitHash);
    return found && inclusionIn(access, found.block, lost);
  };
  return sendWeightCall(access, COMMIT, { netuid, signer, args: [netuid, commitHash], findInState }, signal);
}

/** Reveals weights; see `Chain.revealWeights`. Rejects with a `ChainError` or the signal's reason. */
export function revealWeights(
  access: SubmissionAccess,
  request: RevealWeightsRequest,
  signal: AbortSignal,
): Promise<Inclusion> {
  const { netuid, weights, salt, versionKey, signer } = request;
  const args = [netuid, ...columnsOf(weights), salt, versionKey];
  const findInState = (lost: SignedTransaction) => findRevealed(access, request, lost);
  return sendWeightCall(access, REVEAL, { netuid, signer, args, findInState }, signal);
}

/** A commitment that is revealed is kept no more: from the block on that revealed it. */
async function findRevealed(
  access: SubmissionAccess,
  request: RevealWeightsRequest,
  lost: SignedTransaction,
): Promise<Inclusion | undefined> {
  const { netuid, signer } = request;
  const hash = weightCommitHash({ ...request, publicKey: signer.publicKey });
  const isKept = async (block: number): Promise<boolean> =>
    hasCommit(access, { netuid, hotkey: signer.ss58, blockHash: await hashOf(access, block) }, hash);
  const { block } = await readWeightCommits(access, netuid, signer.ss58);
  if (await isKept(block)) return undefined;
  let [kept, gone] = [lost.birthBlock, block];
  while (gone - kept > 1) {
    const middle = Math.floor((kept + gone) / 2);
    if (await isKept(middle)) kept = middle;
    else gone = middle;
  }
  return inclusionIn(access, gone, lost);
}

async function inclusionIn(
  access: SubmissionAccess,
  blockNumber: number,
  { hash: extrinsicHash }: SignedTransaction,
): Promise<Inclusion> {
  return { blockNumber, blockHash: hexToU8a(await hashOf(access, blockNumber)), extrinsicHash };
}

async function hashOf({ send }: SubmissionAccess, block: number): Promise<string> {
  return String(await send("chain_getBlockHash", [block]));
}

/** A transaction of which nothing was heard in time. */
export function commitUnconfirmed({ netuid }: CommitWeightsRequest, cause: ChainError): ChainError {
  return weightCallUnconfirmed(COMMIT, netuid, cause);
}

/** A transaction of which nothing was heard in time. */
export function revealUnconfirmed({ netuid }: RevealWeightsRequest, cause: ChainError): ChainError {
  return weightCallUnconfirmed(REVEAL, netuid, cause);
}
