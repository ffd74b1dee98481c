import type { Block } from "../chain/block.js";
import type { Chain } from "../chain/chain.js";
import type { TransactionPool } from "../chain/transaction-pool.js";
import type { Hex } from "../scale/hex.js";
import type { ListableState } from "../state/key-value.js";
import { JsonRpcError, UNKNOWN_BLOCK } from "./json-rpc.js";

/** What the RPC methods work on. */
export interface Node {
  readonly chain: Chain;
  readonly pool: TransactionPool;
  /** How the node introduces itself. */
  readonly chainName: string;
}

/** The block with that hash, the best one without; throws when it is unknown. */
export function blockAt({ chain }: Node, hash: Hex | undefined): Block {
  if (hash === undefined) return chain.head;
  const block = chain.blockByHash(hash);
  if (!block)
    throw new JsonRpcError(
      UNKNOWN_BLOCK,
      `Client error: UnknownBlock: Header was not found in the database: ${hash}`,
    );
  return block;
}

/** The state after that block; throws when it is unknown or too old. */
export function stateAt(node: Node, hash: Hex | undefined): ListableState {
  const block = blockAt(node, hash);
  const state = node.chain.stateAt(block);
  if (!state) {
    throw new JsonRpcError(
      UNKNOWN_BLOCK,
      `Client error: UnknownBlock: State already discarded for ${block.hash}`,
    );
  }
  return state;
}
