import type { RpcError } from "./json-rpc-socket.js";

/** Why a node's transaction pool refused a transaction before any block. */
export type PoolRefusal =
  /** A runtime's own code: stable, since its source forbids renumbering. */
  | { readonly kind: "custom"; readonly customCode: number }
  /** Worth signing anew: another nonce, another era, another runtime version. */
  | { readonly kind: "outdated" }
  | { readonly kind: "payment" }
  /** Already there, or lately refused for the same bytes: sending them again helps nobody. */
  | { readonly kind: "already-known" }
  /** The node's own trouble, such as a full pool or a limit on requests: no word on the transaction. It passes. */
  | { readonly kind: "busy" }
  | { readonly kind: "other" };

/** JSON-RPC codes of Substrate's `author` methods. */
const INVALID_TRANSACTION = 1010;
const TEMPORARILY_BANNED = 1012;
const ALREADY_IMPORTED = 1013;
const PRIORITY_TOO_LOW = 1014;

const OUTDATED =
  /outdated|stale|valid in the future|"future"|ancient birth block|ancientBirthBlock|bad signature|badProof/;
/** The block that is being made has no room for it. */
const NO_ROOM = /exhaust the block limits|exhaustsResources/;
const PAYMENT = /Inability to pay|payment/;
const CUSTOM = /Custom error: (\d+)|"custom":\s*(\d+)/;

/**
 * Reads a refusal in either form that exists: `data` is a sentence (nodes), or the message is JSON (chopsticks).
 */
export function readPoolRefusal(error: RpcError): PoolRefusal {
  switch (error.rpcCode) {
    case TEMPORARILY_BANNED:
    case ALREADY_IMPORTED:
      return { kind: "already-known" };
    case PRIORITY_TOO_LOW:
      return { kind: "outdated" };
    case INVALID_TRANSACTION:
      return readInvalidity(`${error.message} ${typeof error.data === "string" ? error.data : ""}`);
    default:
      return { kind: "busy" };
  }
}

/** What a node said, in one line: its words, and what it added to them. */
export function poolSentence({ message, data }: RpcError): string {
  return typeof data === "string" ? `${message}: ${data}` : message;
}

function readInvalidity(text: string): PoolRefusal {
  const custom = CUSTOM.exec(text);
  if (custom) return { kind: "custom", customCode: Number(custom[1] ?? custom[2]) };
  if (OUTDATED.test(text)) return { kind: "outdated" };
  if (NO_ROOM.test(text)) return { kind: "busy" };
  return { kind: PAYMENT.test(text) ? "payment" : "other" };
}
