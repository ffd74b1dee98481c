import type { Header } from "@polkadot/types/interfaces";
import { sleep } from "@headframe/kit";
import { hexToU8a } from "@polkadot/util";
import { ChainError } from "../errors.js";
import type { Keypair } from "../keys/keypair.js";
import { readTransaction, type BlockTransaction } from "./block-events.js";
import { RpcError, SocketClosedError } from "./json-rpc-socket.js";
import { poolSentence, readPoolRefusal } from "./pool-refusal.js";
import { signCall, type BirthBlock, type CallToSign, type SignedTransaction } from "./sign-call.js";
import type { RuntimeAccess } from "./storage.js";
import type { SubtensorProvider } from "./subtensor-provider.js";
import { readTransactionStatus } from "./transaction-status.js";
import { untilAborted } from "./until-aborted.js";

/** What a transaction is sent with. */
export interface SubmissionAccess extends RuntimeAccess {
  readonly provider: SubtensorProvider;
  /** Throws `chain/incompatible-runtime` when the runtime that `api` knows now has other shapes than we rely on. */
  readonly assertRuntime: () => void;
}

/** A call to send, made anew for each attempt. */
export interface CallToSend {
  /** As the runtime names it: `serve_axon`. */
  readonly name: string;
  /** Of the runtime as it is then; an earlier attempt may have been for another one. What it throws ends the attempts. */
  readonly make: (birth: BirthBlock) => CallToSign | Promise<CallToSign>;
  readonly signer: Keypair;
}

/** A transaction that is in a block. Whether it did what was asked is in `outcome`. */
export interface IncludedTransaction extends BlockTransaction {
  readonly hash: Uint8Array;
  readonly blockHash: Uint8Array;
}

/** The connection or the watch was lost after sending: only the chain's state can tell what became of it. */
export class WatchLostError extends Error {
  override readonly name = "WatchLostError";
  readonly transaction: SignedTransaction;

  constructor(transaction: SignedTransaction, cause: unknown) {
    super("the transaction was sent and could not be followed", { cause });
    this.transaction = transaction;
  }
}

/** A nonce, an era or a runtime version can be overtaken once between reading and sending; not time and again. */
const MAX_ATTEMPTS = 3;
const RETRY_PAUSE_MS = 300;

/**
 * Signs the call with a fresh nonce and era, sends it and waits until a block holds it.
 *
 * Rejects with {@link RpcError} when the runtime refuses it in the pool; `chain/transaction-refused` when the node gives
 * it up, or it was overtaken each time; `chain/request-failed` when the node takes no transaction now;
 * {@link WatchLostError} when its fate is unknown; or the signal's reason. Not for two calls of one key at once: see
 * `KeyQueue`.
 */
export async function submitTransaction(
  access: SubmissionAccess,
  call: CallToSend,
  signal: AbortSignal,
): Promise<IncludedTransaction> {
  for (let attempt = 1; ; attempt++) {
    try {
      const transaction = await untilAborted(prepare(access, call), signal);
      const blockHash = await follow(access.provider, call.name, transaction, signal);
      return await readInclusion(access, transaction, blockHash);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      const { kind } = readPoolRefusal(error);
      if (kind === "busy") throw notTaken(call.name, error);
      if (kind !== "outdated") throw error;
      if (attempt === MAX_ATTEMPTS) throw givenUp(call.name, poolSentence(error), error);
      // After a runtime upgrade the node knows the new version some round trips before this client does.
      await sleep(RETRY_PAUSE_MS * attempt, signal);
    }
  }
}

async function prepare(access: SubmissionAccess, call: CallToSend): Promise<SignedTransaction> {
  const { api, send } = access;
  const { make, signer } = call;
  // This nonce counts what is in the pool; the library's own default does not.
  const [nonce, json] = await Promise.all([
    send("system_accountNextIndex", [signer.ss58]),
    send("chain_getHeader", []),
  ]);
  const header = api.registry.createType<Header>("Header", json);
  const birth = { number: header.number.toNumber(), hash: header.hash.toHex() };
  const { runtimeVersion } = api;
  access.assertRuntime();
  const made = await make(birth);
  // Upgraded while it was made: it is the call of one runtime and would be signed for another.
  if (api.runtimeVersion !== runtimeVersion) return prepare(access, call);
  return signCall(api, made, signer, { nonce: Number(nonce), birth });
}

async function readInclusion(
  access: RuntimeAccess,
  transaction: SignedTransaction,
  blockHash: string,
): Promise<IncludedTransaction> {
  try {
    const found = await readTransaction(access, blockHash, transaction.bytes);
    // The block's events are in the numbers of the runtime that executed it, and were read in those of another.
    if (access.api.runtimeVersion.specVersion.toNumber() !== transaction.specVersion) {
      throw new Error("the runtime was upgraded before the block was read");
    }
    return { ...found, hash: transaction.hash, blockHash: hexToU8a(blockHash) };
  } catch (error) {
    throw new WatchLostError(transaction, error);
  }
}

/** Sends it; resolves with the hash of the block that includes it. */
async function follow(
  provider: SubtensorProvider,
  call: string,
  transaction: SignedTransaction,
  signal: AbortSignal,
): Promise<string> {
  const { promise, resolve, reject } = deferred<string>();
  promise.catch(() => undefined); // It may be rejected while nobody waits for it yet, or any more.
  const stopListening = provider.on("disconnected", () =>
    reject(new WatchLostError(transaction, new Error("the connection was lost"))),
  );
  const watching = provider.listen("author_submitAndWatchExtrinsic", [transaction.bytes], (update) => {
    const status = readTransactionStatus(update);
    if (status.kind === "included") resolve(status.blockHash);
    if (status.kind === "given-up") reject(givenUp(call, status.reason));
  });
  try {
    await untilAborted(watching, signal);
    return await untilAborted(promise, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    // A socket that closed may have carried it or not.
    if (error instanceof SocketClosedError) throw new WatchLostError(transaction, error);
    // These very bytes came before, by whatever way.
    const isKnown = error instanceof RpcError && readPoolRefusal(error).kind === "already-known";
    if (isKnown) throw new WatchLostError(transaction, error);
    throw error;
  } finally {
    stopListening();
    // Also when the node's answer comes only after we stopped waiting; what it refused needs no end.
    watching.then((id) => provider.unlisten("author_unwatchExtrinsic", id)).catch(() => undefined);
  }
}

function givenUp(call: string, reason: string, cause?: RpcError): ChainError {
  return new ChainError(
    { code: "chain/transaction-refused", call, reason },
    `the chain did not include ${call}: the node reports "${reason}"`,
    {
      cause,
      hint: "try again; if it happens repeatedly, check that no other process signs with the same key",
    },
  );
}

function notTaken(call: string, cause: RpcError): ChainError {
  return new ChainError(
    { code: "chain/request-failed", operation: `send ${call}`, rpcCode: cause.rpcCode },
    `could not send ${call}: the node takes no transaction now (${poolSentence(cause)})`,
    { cause, hint: "its pool is full or it limits requests: try again later, or use another endpoint" },
  );
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
