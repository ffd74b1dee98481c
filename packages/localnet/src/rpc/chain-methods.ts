import type { Block } from "../chain/block.js";
import { toHex } from "../scale/hex.js";
import type { Call, Notify, Subscription, Unsubscribe } from "./method.js";
import { blockAt, type Node } from "./node.js";
import { INVALID_PARAMS, JsonRpcError } from "./json-rpc.js";
import type { Params } from "./params.js";

const MAX_U32 = 4_294_967_295;

/** A header as JSON-RPC shows it. */
function headerJson({ header }: Block): unknown {
  return {
    parentHash: header.parent_hash,
    number: `0x${header.number.toString(16)}`,
    stateRoot: header.state_root,
    extrinsicsRoot: header.extrinsics_root,
    digest: { logs: [] },
  };
}

/** `chain_*`: blocks and headers. */
export const chainCalls: Readonly<Record<string, Call>> = {
  chain_getBlockHash: (node, params) => {
    if (params.isAbsent(0)) return node.chain.head.hash;
    return blockHash(node, params, 0);
  },
  chain_getHeader: (node, params) => {
    const hash = params.hash(0);
    const block = hash === undefined ? node.chain.head : node.chain.blockByHash(hash);
    return block ? headerJson(block) : null;
  },
  chain_getBlock: (node, params) => {
    const block = blockAt(node, params.hash(0));
    return { block: { header: headerJson(block), extrinsics: block.body.map(toHex) }, justifications: null };
  },
  chain_getFinalizedHead: (node) => node.chain.finalized.hash,
};

/** The number comes as a JSON number or as hex. */
function blockHash({ chain }: Node, params: Params, index: number): string | null {
  const number = params.isNumber(index) ? params.count(index, MAX_U32) : Number(params.text(index));
  if (!Number.isInteger(number))
    throw new JsonRpcError(INVALID_PARAMS, "Invalid params", "expected a block number");
  return chain.blockByNumber(number)?.hash ?? null;
}

/** New and finalized heads, beginning with the present one. */
export const chainSubscriptions: Readonly<Record<string, Subscription>> = {
  chain_subscribeNewHeads: {
    notification: "chain_newHead",
    unsubscribe: "chain_unsubscribeNewHeads",
    open: newHeads,
  },
  chain_subscribeNewHead: {
    notification: "chain_newHead",
    unsubscribe: "chain_unsubscribeNewHead",
    open: newHeads,
  },
  chain_subscribeAllHeads: {
    notification: "chain_allHead",
    unsubscribe: "chain_unsubscribeAllHeads",
    open: newHeads,
  },
  chain_subscribeFinalizedHeads: {
    notification: "chain_finalizedHead",
    unsubscribe: "chain_unsubscribeFinalizedHeads",
    open({ chain }, _params, notify) {
      notify(headerJson(chain.finalized));
      return chain.listen({ onFinalized: (block) => notify(headerJson(block)) });
    },
  },
};

function newHeads({ chain }: Node, _params: Params, notify: Notify): Unsubscribe {
  notify(headerJson(chain.head));
  return chain.listen({ onHead: ({ block }) => notify(headerJson(block)) });
}
