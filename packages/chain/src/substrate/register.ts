import { hexToU8a } from "@polkadot/util";
import { ChainError } from "../errors.js";
import type { RegisterRequest, Registration } from "../port/registration.js";
import { CUSTOM_CODES } from "./custom-codes.data.js";
import { RpcError } from "./json-rpc-socket.js";
import { readPoolRefusal } from "./pool-refusal.js";
import { readPrice, readRegisteredAt } from "./read-registration.js";
import { chooseRegistrationCall } from "./registration-call.js";
import { subnetNotFound } from "./serve-axon.js";
import type { BirthBlock, CallToSign, SignedTransaction } from "./sign-call.js";
import { readStorage } from "./storage.js";
import {
  submitTransaction,
  WatchLostError,
  type IncludedTransaction,
  type SubmissionAccess,
} from "./submit-transaction.js";
import { untilShown } from "./until-shown.js";

/** A power of two, as eras are: a minute and a half of finney, in which somebody else may still raise the price. */
const UNLIMITED_ERA_BLOCKS = 8;

/** Registers a hotkey; see `Chain.register`. Rejects with {@link ChainError} or the signal's reason. */
export async function register(
  access: SubmissionAccess,
  request: RegisterRequest,
  signal: AbortSignal,
): Promise<Registration> {
  const make = (birth: BirthBlock): Promise<CallToSign> => makeCall(access, request, birth);
  const call = { name: "register", make, signer: request.signer };
  try {
    return registrationOf(request, await submitTransaction(access, call, signal));
  } catch (error) {
    if (error instanceof WatchLostError) {
      return untilShown(access, () => findInState(access, request, error.transaction), signal);
    }
    if (error instanceof RpcError) throw poolRefusal(request, error);
    throw error;
  }
}

/**
 * Where no call holds a limit, the price is compared as of the very block that is signed in, and the transaction is not
 * valid for long: so little can happen in between.
 */
async function makeCall(
  access: SubmissionAccess,
  request: RegisterRequest,
  { hash }: BirthBlock,
): Promise<CallToSign> {
  const { api } = access;
  const { netuid, hotkey, maxPriceRao } = request;
  const specVersion = api.runtimeVersion.specVersion.toNumber();
  const isLimited = chooseRegistrationCall(api.runtimeMetadata, specVersion) === "register_limit";
  const call = api.tx["subtensorModule"]?.[isLimited ? "registerLimit" : "burnedRegister"];
  if (!call) throw new Error("the library lacks a call of the runtime");
  if (isLimited) return { call: call(netuid, hotkey, maxPriceRao) };
  const priceRao = await readPrice(access, netuid, hash);
  if (priceRao > maxPriceRao) throw refused(request, "RegistrationPriceLimitExceeded");
  return { call: call(netuid, hotkey), eraBlocks: UNLIMITED_ERA_BLOCKS };
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

/** What the chain's state shows of it, if it does. */
async function findInState(
  access: SubmissionAccess,
  { netuid, hotkey }: RegisterRequest,
  { birthBlock, hash: extrinsicHash }: SignedTransaction,
): Promise<Registration | undefined> {
  const uid = await readStorage(access, "uids", [netuid, hotkey]);
  if (uid === null) return undefined;
  const blockNumber = await readRegisteredAt(access, netuid, Number(uid));
  if (blockNumber <= birthBlock) return undefined;
  const blockHash = hexToU8a(String(await access.send("chain_getBlockHash", [blockNumber])));
  return { uid: Number(uid), blockNumber, blockHash, extrinsicHash };
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
