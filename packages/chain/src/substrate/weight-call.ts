import { ChainError } from "../errors.js";
import type { Keypair } from "../keys/keypair.js";
import type { Inclusion } from "../port/inclusion.js";
import { CUSTOM_CODES } from "./custom-codes.data.js";
import { RpcError } from "./json-rpc-socket.js";
import { readPoolRefusal } from "./pool-refusal.js";
import { callDifferences, incompatibleFeature, type CallShape } from "./runtime-shapes.js";
import { subnetNotFound } from "./serve-axon.js";
import type { CallToSign, SignedTransaction } from "./sign-call.js";
import { submitTransaction, WatchLostError, type SubmissionAccess } from "./submit-transaction.js";
import { untilShown } from "./until-shown.js";

/** One of the calls about weights. */
export interface WeightCall {
  readonly shape: CallShape;
  /** As the library names it: `setWeights`. */
  readonly method: string;
  /** In a sentence: "set weights". */
  readonly doing: string;
}

/** Whose call it is, and with what. */
export interface WeightCallToSend {
  readonly netuid: number;
  readonly signer: Keypair;
  readonly args: readonly unknown[];
  /** What the chain's state shows of it, if it does: asked when its watch was lost. */
  readonly findInState: (transaction: SignedTransaction) => Promise<Inclusion | undefined>;
}

/**
 * Sends it and resolves once it is in a block and its event was read. Rejects with a {@link ChainError} or the signal's
 * reason.
 */
export async function sendWeightCall(
  access: SubmissionAccess,
  call: WeightCall,
  toSend: WeightCallToSend,
  signal: AbortSignal,
): Promise<Inclusion> {
  const { args, signer, findInState } = toSend;
  const make = (): CallToSign => makeCall(access, call, args);
  try {
    const included = await submitTransaction(access, { name: call.shape.call, make, signer }, signal);
    const { blockNumber, blockHash, hash: extrinsicHash, outcome } = included;
    if (outcome.kind === "failed") throw refused(call, toSend, outcome.error);
    const isDone = outcome.events.some(({ name }) => name === `SubtensorModule.${call.shape.event}`);
    if (!isDone) throw refused(call, toSend, "NoEvent");
    return { blockNumber, blockHash, extrinsicHash };
  } catch (error) {
    if (error instanceof WatchLostError) {
      return untilShown(access, () => findInState(error.transaction), signal);
    }
    if (error instanceof RpcError) throw refused(call, toSend, poolReason(error), error);
    throw error;
  }
}

/** Weights decide who is paid: a call that means something else by now is named, not guessed at. */
function makeCall(
  { api }: SubmissionAccess,
  { method, shape }: WeightCall,
  args: readonly unknown[],
): CallToSign {
  const call = api.tx["subtensorModule"]?.[method];
  const differences = callDifferences(api.runtimeMetadata, shape);
  if (call !== undefined && differences.length === 0) return { call: call(...args) };
  throw incompatibleFeature("sets weights", api.runtimeVersion.specVersion.toNumber(), differences);
}

function poolReason(error: RpcError): string {
  const refusal = readPoolRefusal(error);
  if (refusal.kind !== "custom") return refusal.kind;
  return CUSTOM_CODES[refusal.customCode]?.name ?? `Custom${refusal.customCode}`;
}

/** `reason` is the chain's name for it, with its pallet or without, or the kind of the pool's refusal. */
function refused(
  { doing }: WeightCall,
  { netuid, signer }: WeightCallToSend,
  reason: string,
  cause?: unknown,
): ChainError {
  const hotkey = signer.ss58;
  const name = reason.replace(/^SubtensorModule\./, "");
  switch (name) {
    case "SettingWeightsTooFast":
    case "CommittingWeightsTooFast":
    case "RateLimitExceeded":
      return new ChainError(
        { code: "chain/weights-rate-limit", netuid, hotkey },
        `could not ${doing} on netuid ${netuid}: hotkey ${hotkey} did so too few blocks ago`,
        {
          cause,
          hint: "wait for the subnet's weights rate limit to pass; the weights on chain stay until then",
        },
      );
    case "HotKeyNotRegisteredInSubNet":
    case "HotKeyNotRegisteredInNetwork":
    case "UidNotFound":
      return new ChainError(
        { code: "chain/hotkey-not-registered", netuid, hotkey },
        `could not ${doing}: hotkey ${hotkey} is not registered on netuid ${netuid}`,
        {
          cause,
          hint: `register it: btcli subnet register --netuid ${netuid}, with the wallet of this hotkey`,
        },
      );
    case "RevealTooEarly":
    case "ExpiredWeightCommit":
    case "CommitBlockNotInRevealRange":
      return new ChainError(
        { code: "chain/not-reveal-epoch", netuid, hotkey },
        `could not ${doing} on netuid ${netuid}: this is not the epoch to reveal what hotkey ${hotkey} committed to`,
        {
          cause,
          hint: "reveal in the epoch that `validator weights --reveal` names; afterwards it is too late",
        },
      );
    case "NoWeightsCommitFound":
    case "CommitNotFound":
    case "InvalidRevealCommitHashNotMatch":
      return new ChainError(
        { code: "chain/no-such-commit", netuid, hotkey },
        `could not ${doing} on netuid ${netuid}: the chain has no such commitment of hotkey ${hotkey}`,
        { cause, hint: "it was revealed already, a later one was, or it expired; commit again" },
      );
    case "SubnetNotExists":
    case "SubNetworkDoesNotExist":
    case "MechanismDoesNotExist":
      return subnetNotFound(netuid, cause);
    default:
      return new ChainError(
        { code: "chain/weights-refused", netuid, reason: name },
        `could not ${doing} on netuid ${netuid}: the chain answered ${name}`,
        { cause, hint: "check the validator's permit and stake, and what the subnet asks of weights" },
      );
  }
}

/** A transaction of which nothing was heard in time. */
export function weightCallUnconfirmed(
  { shape, doing }: WeightCall,
  netuid: number,
  cause: ChainError,
): ChainError {
  return new ChainError(
    { code: "chain/transaction-lost", call: shape.call },
    `could not ${doing} on netuid ${netuid}: no block was seen in time to hold the transaction; it may still come`,
    { cause, hint: "look at the weights on chain before you try again" },
  );
}
