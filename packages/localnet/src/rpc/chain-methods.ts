import type { Block } from "../chain/block.js";
import { toHex } from "../scale/hex.js";
import type { Call, Notify, Subscription, Unsubscribe } from "./method.js";
import type { Node } from "./node.js";
import type { Params } from "./params.js";

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
  chain_getBlockHash({ chain }, params) {
    const hash = (number: number): string | null => chain.blockByNumber(number)?.hash ?? null;
    if (params.isAbsent(0)) return chain.head.hash;
    const numbers = params.blockNumbers(0);
    return Array.isArray(numbers) ? numbers.map(hash) : hash(numbers);
  },
  chain_getHeader({ chain }, params) {
    const hash = params.hash(0);
    const block = hash === undefined ? chain.head : chain.blockByHash(hash);
    return block ? headerJson(block) : null;
  },
  chain_getBlock({ chain }, params) {
    const hash = params.hash(0);
    const block = hash === undefined ? chain.head : chain.blockByHash(hash);
    if (!block) return null;
    return { block: { header: headerJson(block), extrinsics: block.body.map(toHex) }, justifications: null };
  },
  chain_getFinalizedHead: ({ chain }) => chain.finalized.hash,
};

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
