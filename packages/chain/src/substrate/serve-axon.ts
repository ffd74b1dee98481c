import { hexToU8a } from "@polkadot/util";
import { ChainError } from "../errors.js";
import { packAddress, type PackedAddress } from "../port/axon-address.js";
import type { ServeAxonRequest } from "../port/chain.js";
import type { Inclusion } from "../port/inclusion.js";
import { CUSTOM_CODES } from "./custom-codes.data.js";
import { toAxonInfo } from "./decode-metagraph.js";
import { RpcError } from "./json-rpc-socket.js";
import { poolSentence, readPoolRefusal } from "./pool-refusal.js";
import type { CallToSign, SignedTransaction } from "./sign-call.js";
import { readStorage } from "./storage.js";
import {
  submitTransaction,
  WatchLostError,
  type IncludedTransaction,
  type SubmissionAccess,
} from "./submit-transaction.js";
import { untilShown } from "./until-shown.js";

const CALL = "serve_axon";

/** Publishes an axon; see `Chain.serveAxon`. Rejects with {@link ChainError} or the signal's reason. */
export async function serveAxon(
  access: SubmissionAccess,
  request: ServeAxonRequest,
  signal: AbortSignal,
): Promise<Inclusion> {
  const address = packAddress(request.ip);
  if (!address || !Number.isInteger(request.port) || request.port < 1 || request.port > 65_535) {
    throw invalidAxon(request, "that is no address and port");
  }
  const call = { name: CALL, make: () => makeCall(access, request, address), signer: request.signer };
  try {
    return inclusionOf(request, await submitTransaction(access, call, signal));
  } catch (error) {
    if (error instanceof WatchLostError) {
      return untilShown(access, () => findInState(access, request, error.transaction), signal);
    }
    if (error instanceof RpcError) throw poolRefusal(request, error);
    throw error;
  }
}

/** What the caller asked for, once the events of the block say so. */
function inclusionOf(request: ServeAxonRequest, included: IncludedTransaction): Inclusion {
  const { blockNumber, blockHash, hash, outcome } = included;
  if (outcome.kind === "failed") throw refused(request, outcome.error, outcome.error);
  const isServed = outcome.events.some(({ name, fields: [netuid, hotkey] }) => {
    return (
      name === "SubtensorModule.AxonServed" && netuid === request.netuid && hotkey === request.signer.ss58
    );
  });
  if (!isServed) throw refused(request, "NoEvent", "the block has no AxonServed event for it");
  return { blockNumber, blockHash, extrinsicHash: hash };
}

function makeCall(
  { api }: SubmissionAccess,
  request: ServeAxonRequest,
  { ip, ipType }: PackedAddress,
): CallToSign {
  const { netuid, port, protocol = 0, version = 0 } = request;
  const serve = api.tx["subtensorModule"]?.["serveAxon"];
  if (!serve) throw new Error(`the runtime has no call SubtensorModule.${CALL}`);
  return { call: serve(netuid, version, ip, port, ipType, protocol, 0, 0) };
}

/** What the chain's state shows of it, if it does. */
async function findInState(
  access: SubmissionAccess,
  { netuid, signer, ip, port }: ServeAxonRequest,
  { birthBlock, hash: extrinsicHash }: SignedTransaction,
): Promise<Inclusion | undefined> {
  const axon = toAxonInfo(await readStorage(access, "axons", [netuid, signer.ss58]));
  if (!axon || axon.block <= birthBlock || axon.port !== port) return undefined;
  if (packAddress(axon.ip)?.ip !== packAddress(ip)?.ip) return undefined;
  const blockHash = hexToU8a(String(await access.send("chain_getBlockHash", [axon.block])));
  return { blockNumber: axon.block, blockHash, extrinsicHash };
}

function poolRefusal(request: ServeAxonRequest, error: RpcError): ChainError {
  const refusal = readPoolRefusal(error);
  if (refusal.kind !== "custom") return refused(request, refusal.kind, poolSentence(error), error);
  const custom = CUSTOM_CODES[refusal.customCode];
  if (!custom)
    return refused(request, `Custom${refusal.customCode}`, `custom error ${refusal.customCode}`, error);
  return refused(request, custom.name, custom.sentence, error);
}

/** `reason` is the chain's name for it, with its pallet or without. */
function refused(request: ServeAxonRequest, reason: string, sentence: string, cause?: unknown): ChainError {
  const { netuid, signer } = request;
  const hotkey = signer.ss58;
  switch (reason.replace(/^SubtensorModule\./, "")) {
    case "HotKeyNotRegisteredInNetwork":
    case "HotKeyNotRegisteredInSubNet":
      return new ChainError(
        { code: "chain/hotkey-not-registered", netuid, hotkey },
        `Failed to serve axon on network: hotkey ${hotkey} is not registered on netuid ${netuid}`,
        {
          cause,
          hint: `register it: btcli subnet register --netuid ${netuid}, with the wallet of this hotkey`,
        },
      );
    case "ServingRateLimitExceeded":
      return new ChainError(
        { code: "chain/serving-rate-limit", netuid, hotkey },
        `Failed to serve axon on network: hotkey ${hotkey} served on netuid ${netuid} too few blocks ago`,
        {
          cause,
          hint: "wait for the subnet's serving rate limit to pass; what is on chain stays until then",
        },
      );
    case "InvalidIpAddress":
    case "InvalidIpType":
    case "InvalidPort":
    case "BadRequest":
      return invalidAxon(request, sentence, cause);
    case "SubnetNotExists":
    case "SubNetworkDoesNotExist":
      return subnetNotFound(netuid, cause);
    case "payment":
      return new ChainError(
        { code: "chain/transaction-failed", call: CALL, error: reason },
        `Failed to serve axon on network: ${sentence}`,
        { cause, hint: `this chain takes a fee for it: send a little TAO to the hotkey, ${hotkey}` },
      );
    default:
      return new ChainError(
        { code: "chain/transaction-failed", call: CALL, error: reason },
        `Failed to serve axon on network: ${sentence}`,
        { cause, hint: "check that the key, the netuid and the network belong together" },
      );
  }
}

/** A transaction of which nothing was heard in time. */
export function axonUnconfirmed({ ip, port }: ServeAxonRequest, cause: ChainError): ChainError {
  return new ChainError(
    { code: "chain/transaction-lost", call: CALL },
    `Failed to serve axon on network: no block was seen to hold ${ip}:${port} in time; it may still come`,
    { cause, hint: "check that the chain makes blocks; read what is on chain before serving again" },
  );
}

/** A subnet that the chain does not have. */
export function subnetNotFound(netuid: number, cause?: unknown): ChainError {
  return new ChainError(
    { code: "chain/subnet-not-found", netuid },
    `there is no subnet with netuid ${netuid}`,
    {
      cause,
      hint: "check netuid and network: Basilica is netuid 39 on finney and 387 on test",
    },
  );
}

function invalidAxon({ ip, port }: ServeAxonRequest, reason: string, cause?: unknown): ChainError {
  return new ChainError(
    { code: "chain/invalid-axon", ip, port },
    `Failed to serve axon on network: ${ip}:${port} cannot be published: ${reason}`,
    {
      cause,
      hint: "set external_ip to the public address of this machine, and axon_port to a port from 1 to 65535",
    },
  );
}
