import type { Refusal, TransactionStatus } from "../chain/transaction-pool.js";
import { decodeExtrinsic, ExtrinsicError, type SignedExtrinsic } from "../execution/extrinsic.js";
import type { Invalid } from "../execution/validity.js";
import { toHex } from "../scale/hex.js";
import { JsonRpcError } from "./json-rpc.js";
import type { Call, Subscription } from "./method.js";
import type { Node } from "./node.js";

/** The codes of a real node's `author_*` methods. */
const BAD_FORMAT = 1001;
const VERIFICATION_ERROR = 1002;
const INVALID_TRANSACTION = 1010;
const UNKNOWN_VALIDITY = 1011;
const ALREADY_IMPORTED = 1013;
const PRIORITY_TOO_LOW = 1014;
const IMMEDIATELY_DROPPED = 1016;

/** `author_*`: transactions come in. */
export const authorCalls: Readonly<Record<string, Call>> = {
  author_submitExtrinsic: (node, params) => submit(node, params.bytes(0)).hash,
  author_pendingExtrinsics: ({ pool }) => pool.ready.map(({ bytes }) => toHex(bytes)),
};

export const authorSubscriptions: Readonly<Record<string, Subscription>> = {
  author_submitAndWatchExtrinsic: {
    notification: "author_extrinsicUpdate",
    unsubscribe: "author_unwatchExtrinsic",
    open(node, params, notify, end) {
      const extrinsic = submit(node, params.bytes(0));
      return node.pool.watch(extrinsic, (status) => {
        notify(statusJson(status));
        if (isLast(status)) end();
      });
    },
  },
};

function submit({ pool }: Node, bytes: Uint8Array): SignedExtrinsic {
  const extrinsic = decode(bytes);
  const refusal = pool.submit(extrinsic);
  if (refusal) throw refusalError(refusal);
  return extrinsic;
}

function decode(bytes: Uint8Array): SignedExtrinsic {
  try {
    return decodeExtrinsic(bytes);
  } catch (error) {
    throw error instanceof ExtrinsicError ? faultError(error) : error;
  }
}

function faultError({ fault, message }: ExtrinsicError): JsonRpcError {
  switch (fault) {
    case "bad-format":
      return new JsonRpcError(BAD_FORMAT, `Extrinsic has invalid format: ${message}`);
    case "undecodable":
      return new JsonRpcError(VERIFICATION_ERROR, `Verification Error: Runtime error: ${message}`);
    case "unsigned":
      return new JsonRpcError(
        UNKNOWN_VALIDITY,
        "Unknown Transaction Validity",
        "Could not find an unsigned validator for the unsigned transaction",
      );
  }
}

function refusalError(refusal: Refusal): JsonRpcError {
  switch (refusal.kind) {
    case "invalid":
      return new JsonRpcError(INVALID_TRANSACTION, "Invalid Transaction", invalidText(refusal.invalid));
    case "already-imported":
      return new JsonRpcError(ALREADY_IMPORTED, "Transaction Already Imported", refusal.hash);
    case "priority-too-low":
      return new JsonRpcError(
        PRIORITY_TOO_LOW,
        "Priority is too low: (0 vs 0)",
        "The transaction has too low priority to replace another transaction already in the pool.",
      );
    case "full":
      return new JsonRpcError(
        IMMEDIATELY_DROPPED,
        "Immediately Dropped",
        "The transaction couldn't enter the pool because of the limit",
      );
  }
}

/** The sentences of a real node. */
function invalidText(invalid: Invalid): string {
  switch (invalid.reason) {
    case "custom":
      return `Custom error: ${invalid.code}`;
    case "stale":
      return "Transaction is outdated";
    case "future":
      return "Transaction will be valid in the future";
    case "bad-proof":
      return "Transaction has a bad signature";
    case "ancient-birth-block":
      return "Transaction has an ancient birth block";
    case "exhausts-resources":
      return "Transaction would exhaust the block limits";
    case "payment":
      return "Inability to pay some fees (e.g. account balance too low)";
  }
}

function statusJson(status: TransactionStatus): unknown {
  return "hash" in status ? { [status.status]: status.hash } : status.status;
}

/** Whether nothing follows after `status`. */
function isLast({ status }: TransactionStatus): boolean {
  switch (status) {
    case "finalized":
    case "usurped":
    case "dropped":
    case "invalid":
      return true;
    case "future":
    case "ready":
    case "inBlock":
    case "retracted":
      return false;
  }
}
