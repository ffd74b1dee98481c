import { hexToU8a } from "@polkadot/util";
import type { ChainError } from "../errors.js";
import type { Inclusion } from "../port/inclusion.js";
import type { SetWeightsRequest } from "../port/weights.js";
import { readWeightTerms } from "./read-weights.js";
import type { SignedTransaction } from "./sign-call.js";
import { readStorage } from "./storage.js";
import type { SubmissionAccess } from "./submit-transaction.js";
import { sendWeightCall, weightCallUnconfirmed, type WeightCall } from "./weight-call.js";

export const SET_WEIGHTS: WeightCall = {
  shape: {
    call: "set_weights",
    takes: ["netuid: u16", "dests: Vec<u16>", "weights: Vec<u16>", "version_key: u64"],
    event: "WeightsSet",
    tells: ["u16", "u16"],
  },
  method: "setWeights",
  doing: "set weights",
};

/** Sets weights; see `Chain.setWeights`. Rejects with a `ChainError` or the signal's reason. */
export function setWeights(
  access: SubmissionAccess,
  request: SetWeightsRequest,
  signal: AbortSignal,
): Promise<Inclusion> {
  const { netuid, weights, versionKey, signer } = request;
  const args = [netuid, ...columnsOf(weights), versionKey];
  const findInState = (lost: SignedTransaction) => findNewerWeights(access, request, lost);
  return sendWeightCall(access, SET_WEIGHTS, { netuid, signer, args, findInState }, signal);
}

/** UIDs and values, as the calls take them. */
export function columnsOf(
  weights: SetWeightsRequest["weights"],
): readonly [readonly number[], readonly number[]] {
  return [weights.map(({ uid }) => uid), weights.map(({ weight }) => weight)];
}

async function findNewerWeights(
  access: SubmissionAccess,
  { netuid, signer }: SetWeightsRequest,
  { birthBlock, hash: extrinsicHash }: SignedTransaction,
): Promise<Inclusion | undefined> {
  const uid = await readStorage(access, "uids", [netuid, signer.ss58]);
  if (uid === null) return undefined;
  const { lastUpdateBlocks } = await readWeightTerms(access, netuid);
  const blockNumber = lastUpdateBlocks[Number(uid)] ?? 0;
  if (blockNumber <= birthBlock) return undefined;
  const blockHash = hexToU8a(String(await access.send("chain_getBlockHash", [blockNumber])));
  return { blockNumber, blockHash, extrinsicHash };
}

/** A transaction of which nothing was heard in time. */
export function weightsUnconfirmed({ netuid }: SetWeightsRequest, cause: ChainError): ChainError {
  return weightCallUnconfirmed(SET_WEIGHTS, netuid, cause);
}
