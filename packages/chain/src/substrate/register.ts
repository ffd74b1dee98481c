import type { SubmittableExtrinsicFunction } from "@polkadot/api/types";
import { sleep } from "@headframe/kit";
import { hexToU8a } from "@polkadot/util";
import { ChainError } from "../errors.js";
import type { RegisterRequest, Registration } from "../port/registration.js";
import { CUSTOM_CODES } from "./custom-codes.data.js";
import { RpcError } from "./json-rpc-socket.js";
import { readPoolRefusal } from "./pool-refusal.js";
import { readRegisteredAt } from "./read-registration.js";
import { chooseRegistrationCall, type RegistrationCalls } from "./registration-call.js";
import { subnetNotFound } from "./serve-axon.js";
import type { SignedTransaction } from "./sign-call.js";
import { readStorage } from "./storage.js";
import {
  submitTransaction,
  WatchLostError,
  type CallToSend,
  type IncludedTransaction,
  type SubmissionAccess,
} from "./submit-transaction.js";

/** Between two looks at the chain's state after the watch was lost. */
const CONFIRM_PAUSE_MS = 500;

/** Registers a hotkey; see `Chain.register`. Rejects with {@link ChainError} or the signal's reason. */
export async function register(
  access: SubmissionAccess,
  request: RegisterRequest,
  signal: AbortSignal,
): Promise<Registration> {
  const call = prepareCall(access, request);
  try {
    return registrationOf(request, await submitTransaction(access, call, signal));
  } catch (error) {
    if (error instanceof WatchLostError) return confirm(access, request, error.transaction, signal);
    if (error instanceof RpcError) throw poolRefusal(request, error);
    throw error;
  }
}

/** The call to send, and how it is made. */
function prepareCall(
  { api }: SubmissionAccess,
  { netuid, hotkey, maxPriceRao, signer }: RegisterRequest,
): CallToSend {
  const specVersion = api.runtimeVersion.specVersion.toNumber();
  const calls: RegistrationCalls<SubmittableExtrinsicFunction<"promise">> = api.tx["subtensorModule"] ?? {};
  const { name, call } = chooseRegistrationCall(calls, specVersion);
  const limit = name === "register_limit" ? [maxPriceRao] : [];
  return { name, signer, make: () => call(netuid, hotkey, ...limit) };
}

function registrationOf(request: RegisterRequest, included: IncludedTransaction): Registration {
  const { blockNumber, blockHash, hash: extrinsicHash, outcome } = included;
  if (outcome.kind === "failed") throw refused(request, outcome.error);
  for (const { name, fields } of outcome.events) {
    const [netuid, uid, hotkey] = fields;
    if (name !== "SubtensorModule.NeuronRegistered" || hotkey !== request.hotkey) continue;
    if (netuid === request.netuid) return { uid: Number(uid), blockNumber, blockHash, extrinsicHash };
  }
  throw refused(request, "NoEvent");
}

/** Waits until the chain's state shows the registration; ends with the signal. */
async function confirm(
  access: SubmissionAccess,
  { netuid, hotkey }: RegisterRequest,
  transaction: SignedTransaction,
  signal: AbortSignal,
): Promise<Registration> {
  for (;;) {
    await sleep(CONFIRM_PAUSE_MS, signal);
    if (!access.provider.isConnected) continue;
    try {
      const uid = await readStorage(access, "uids", [netuid, hotkey]);
      if (uid === null) continue;
      const blockNumber = await readRegisteredAt(access, netuid, Number(uid));
      if (blockNumber <= transaction.birthBlock) continue;
      const blockHash = hexToU8a(String(await access.send("chain_getBlockHash", [blockNumber])));
      return { uid: Number(uid), blockNumber, blockHash, extrinsicHash: transaction.hash };
    } catch {
      // The connection is as shaky as when the watch was lost: look again, until the deadline.
    }
  }
}

/** The pool checks nothing of a registration but who signs it and whether the fee can be paid. */
function poolRefusal(request: RegisterRequest, error: RpcError): ChainError {
  const refusal = readPoolRefusal(error);
  if (refusal.kind !== "custom") return refused(request, refusal.kind, error);
  const { customCode } = refusal;
  return refused(request, CUSTOM_CODES[customCode]?.name ?? `Custom${customCode}`, error);
}

/** `reason` is the chain's name for it, with its pallet or without, or the kind of the pool's refusal. */
function refused(request: RegisterRequest, reason: string, cause?: unknown): ChainError {
  const { netuid, hotkey, maxPriceRao, signer } = request;
  const fail = (detail: ChainError["detail"], sentence: string, hint: string): ChainError =>
    new ChainError(detail, `could not register ${hotkey} on netuid ${netuid}: ${sentence}`, { cause, hint });
  switch (reason.replace(/^SubtensorModule\./, "")) {
    case "HotKeyAlreadyRegisteredInSubNet":
      return fail(
        { code: "chain/already-registered", netuid, hotkey },
        "it is registered there already",
        "nothing was burned; `miner chain status` shows its UID",
      );
    case "NonAssociatedColdKey":
      return fail(
        { code: "chain/foreign-hotkey", hotkey, coldkey: signer.ss58 },
        `the hotkey belongs to another coldkey than ${signer.ss58}`,
        "sign with the coldkey that owns it, or make a new hotkey: `miner wallet new-hotkey`",
      );
    case "SubNetRegistrationDisabled":
    case "NoNeuronIdAvailable":
    case "TooManyRegistrationsThisBlock":
    case "TooManyRegistrationsThisInterval":
    case "RegistrationNotPermittedOnRootSubnet":
      return fail(
        { code: "chain/registration-closed", netuid },
        "the subnet takes no registration now",
        "try again later; who decides is the owner of the subnet",
      );
    case "RegistrationPriceLimitExceeded":
      return fail(
        { code: "chain/price-too-high", netuid, maxPriceRao: String(maxPriceRao) },
        "the price rose above the limit before the transaction was in a block",
        "nothing was burned; give the command again, with a higher --max-price if you agree to it",
      );
    case "NotEnoughBalanceToStake":
    case "payment":
      return fail(
        { code: "chain/balance-too-low", coldkey: signer.ss58 },
        `coldkey ${signer.ss58} cannot pay the price and the fee`,
        "send TAO to the coldkey; some must remain there for the account to exist",
      );
    case "SubnetNotExists":
    case "SubNetworkDoesNotExist":
      return subnetNotFound(netuid, cause);
    default:
      return fail(
        { code: "chain/transaction-failed", call: "register", error: reason },
        `the chain answered ${reason}`,
        "check that the keys, the netuid and the network belong together",
      );
  }
}

/** A transaction of which nothing was heard in time. */
export function registrationUnconfirmed({ netuid, hotkey }: RegisterRequest, cause: ChainError): ChainError {
  return new ChainError(
    { code: "chain/transaction-lost", call: "register" },
    `no block was seen in time that registers ${hotkey} on netuid ${netuid}; it may still come`,
    { cause, hint: "look with `miner chain status` before you register again" },
  );
}
