import { packageVersion } from "@headframe/kit";
import { decodeAddress } from "@polkadot/util-crypto";
import { SS58_PREFIX } from "../runtime/pallets/system.js";
import { toHex } from "../scale/hex.js";
import { INVALID_PARAMS, JsonRpcError } from "./json-rpc.js";
import type { Call } from "./method.js";

const VERSION = packageVersion(import.meta.url);

/** `system_*`: who the node is. */
export const systemCalls: Readonly<Record<string, Call>> = {
  system_name: () => "Headframe Localnet",
  system_version: () => VERSION,
  system_chain: ({ chainName }) => chainName,
  system_chainType: () => "Local",
  system_properties: () => ({
    isEthereum: false,
    ss58Format: SS58_PREFIX,
    tokenDecimals: 9,
    tokenSymbol: "TAO",
  }),
  system_health: () => ({ peers: 0, isSyncing: false, shouldHavePeers: false }),
  system_peers: () => [],
  system_nodeRoles: () => ["Authority"],
  system_syncState: ({ chain }) => ({
    startingBlock: 0,
    currentBlock: chain.head.number,
    highestBlock: chain.head.number,
  }),
  system_accountNextIndex: ({ pool }, params) => pool.nextNonce(accountOf(params.text(0))),
};

function accountOf(address: string): `0x${string}` {
  try {
    return toHex(decodeAddress(address));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JsonRpcError(INVALID_PARAMS, "Invalid params", `not an address: ${reason}`);
  }
}
