import { sleep } from "@headframe/kit";
import { hexToU8a } from "@polkadot/util";
import { ChainError } from "../errors.js";
import type { Inclusion } from "../port/chain.js";
import type { SetWeightsRequest } from "../port/weights.js";
import { CUSTOM_CODES } from "./custom-codes.data.js";
import { RpcError } from "./json-rpc-socket.js";
import { readPoolRefusal } from "./pool-refusal.js";
import { readWeightTerms } from "./read-weights.js";
import { subnetNotFound } from "./serve-axon.js";
import type { Call, SignedTransaction } from "./sign-call.js";
import { readStorage } from "./storage.js";
import {
  submitTransaction,
  WatchLostError,
  type IncludedTransaction,
  type SubmissionAccess,
} from "./submit-transaction.js";

const CALL = "set_weights";
const ARGUMENTS = "netuid, dests, weights, version_key";

/** Between two looks at the chain's state after the watch was lost. */
const CONFIRM_PAUSE_MS = 500;

/** Sets weights; see `Chain.setWeights`. Rejects with {@link ChainError} or the signal's reason. */
export async function setWeights(
  access: SubmissionAccess,
  request: SetWeightsRequest,
  signal: AbortSignal,
): Promise<Inclusion> {
  const call = { name: CALL, make: callMaker(access, request), signer: request.signer };
  try {
    return inclusionOf(request, await submitTransaction(access, call, signal));
  } catch (error) {
    if (error instanceof WatchLostError) return confirm(access, request, error.transaction, signal);
    if (error instanceof RpcError) throw poolRefusal(request, error);
    throw error;
  }
}

/** Weights decide who is paid: a call that means something else by now is named, not guessed at. */
function callMaker({ api }: SubmissionAccess, request: SetWeightsRequest): () => Call {
  const { netuid, weights, versionKey } = request;
  const call = api.tx["subtensorModule"]?.["setWeights"];
  const specVersion = api.runtimeVersion.specVersion.toNumber();
  const actual = call?.meta.args.map(({ name }) => name.toString().replace("versionKey", "version_key"));
  if (call !== undefined && actual?.join(", ") === ARGUMENTS) {
    const uids = weights.map(({ uid }) => uid);
    const values = weights.map(({ weight }) => weight);
    return () => call(netuid, uids, values, versionKey);
  }
  const difference =
    actual === undefined
      ? `call ${CALL} is missing`
      : `call ${CALL} is (${actual.join(", ")}), expected (${ARGUMENTS})`;
  throw new ChainError(
    { code: "chain/incompatible-runtime", specVersion, differences: [difference] },
    `the runtime (spec ${specVersion}) sets weights otherwise than this program does: ${difference}`,
    { hint: "nothing was signed; update this program" },
  );
}

function inclusionOf(request: SetWeightsRequest, included: IncludedTransaction): Inclusion {
  const { blockNumber, blockHash, hash: extrinsicHash, outcome } = included;
  if (outcome.kind === "failed") throw refused(request, outcome.error);
  const isSet = outcome.events.some(({ name }) => name === "SubtensorModule.WeightsSet");
  if (!isSet) throw refused(request, "NoEvent");
  return { blockNumber, blockHash, extrinsicHash };
}

/** Waits until the chain's state shows newer weights of the signer; ends with the signal. */
async function confirm(
  access: SubmissionAccess,
  { netuid, signer }: SetWeightsRequest,
  transaction: SignedTransaction,
  signal: AbortSignal,
): Promise<Inclusion> {
  for (;;) {
    await sleep(CONFIRM_PAUSE_MS, signal);
    if (!access.provider.isConnected) continue;
    try {
      const uid = await readStorage(access, "uids", [netuid, signer.ss58]);
      if (uid === null) continue;
      const { lastUpdateBlocks } = await readWeightTerms(access, netuid);
      const blockNumber = lastUpdateBlocks[Number(uid)] ?? 0;
      if (blockNumber <= transaction.birthBlock) continue;
      const blockHash = hexToU8a(String(await access.send("chain_getBlockHash", [blockNumber])));
      return { blockNumber, blockHash, extrinsicHash: transaction.hash };
    } catch {
      // The connection is as shaky as when the watch was lost: look again, until the deadline.
    }
  }
}

function poolRefusal(request: SetWeightsRequest, error: RpcError): ChainError {
  const refusal = readPoolRefusal(error);
  if (refusal.kind !== "custom") return refused(request, refusal.kind, error);
  const { customCode } = refusal;
  return refused(request, CUSTOM_CODES[customCode]?.name ?? `Custom${customCode}`, error);
}

/** `reason` is the chain's name for it, with its pallet or without, or the kind of the pool's refusal. */
function refused(request: SetWeightsRequest, reason: string, cause?: unknown): ChainError {
  const { netuid, signer } = request;
  const hotkey = signer.ss58;
  const name = reason.replace(/^SubtensorModule\./, "");
  switch (name) {
    case "SettingWeightsTooFast":
    case "RateLimitExceeded":
      return new ChainError(
        { code: "chain/weights-rate-limit", netuid, hotkey },
        `could not set weights on netuid ${netuid}: hotkey ${hotkey} set some too few blocks ago`,
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
        `could not set weights: hotkey ${hotkey} is not registered on netuid ${netuid}`,
        {
          cause,
          hint: `register it: btcli subnet register --netuid ${netuid}, with the wallet of this hotkey`,
        },
      );
    case "SubnetNotExists":
    case "SubNetworkDoesNotExist":
      return subnetNotFound(netuid, cause);
    default:
      return new ChainError(
        { code: "chain/weights-refused", netuid, reason: name },
        `could not set weights on netuid ${netuid}: the chain answered ${name}`,
        { cause, hint: "check the validator's permit and stake, and what the subnet asks of weights" },
      );
  }
}

/** A transaction of which nothing was heard in time. */
export function weightsUnconfirmed({ netuid }: SetWeightsRequest, cause: ChainError): ChainError {
  return new ChainError(
    { code: "chain/transaction-lost", call: CALL },
    `no block was seen in time that sets weights on netuid ${netuid}; it may still come`,
    { cause, hint: "look at the weights on chain before you set them again" },
  );
}
