import { runtimeVersionOf } from "../execution/runtime-version.js";
import { systemStorage } from "../runtime/pallets/system.js";
import { ApiCallError, callRuntimeApi, runtimeMetadata } from "../execution/runtime-api.js";
import { toHex, type Hex } from "../scale/hex.js";
import { blake2AsU8a } from "@polkadot/util-crypto";
import type { ReadableState } from "../state/key-value.js";
import { storageKey, StorageReader } from "../state/storage.js";
import { INVALID_PARAMS, JsonRpcError } from "./json-rpc.js";
import type { Call, Subscription } from "./method.js";
import { blockAt, stateAt, type Node } from "./node.js";

/** As real nodes limit it. */
const MOST_KEYS_PER_PAGE = 1000;
const MOST_KEYS_PER_QUERY = 10_000;
const MOST_KEYS_PER_HISTORY = 100;

/** What Substrate answers when a runtime call cannot be carried out. */
const RUNTIME_CALL_FAILED = 4003;

/** Every block takes part in a query of changes; a node limits that for the public. */
const MOST_BLOCKS_PER_QUERY = 256;

function valueJson(state: ReadableState, key: Hex): Hex | null {
  const value = state.get(key);
  return value ? toHex(value) : null;
}

/** The runtime version in the spelling of JSON-RPC. */
function versionJson(state: ReadableState): unknown {
  const version = runtimeVersionOf(new StorageReader(state));
  return {
    specName: version.spec_name,
    implName: version.impl_name,
    authoringVersion: version.authoring_version,
    specVersion: version.spec_version,
    implVersion: version.impl_version,
    apis: version.apis,
    transactionVersion: version.transaction_version,
    systemVersion: version.system_version,
    stateVersion: version.system_version,
  };
}

const RUNTIME_VERSION_KEY = storageKey(systemStorage.LastRuntimeUpgrade, []);

/** `state_*`: storage, metadata and runtime calls. */
export const stateCalls: Readonly<Record<string, Call>> = {
  state_getMetadata(node, params) {
    const state = new StorageReader(stateAt(node, params.hash(0)));
    return toHex(runtimeMetadata(14, runtimeVersionOf(state).spec_version));
  },
  state_getRuntimeVersion: (node, params) => versionJson(stateAt(node, params.hash(0))),
  state_getStorage: (node, params) => valueJson(stateAt(node, params.hash(1)), params.hex(0)),
  state_getStorageSize: (node, params) => stateAt(node, params.hash(1)).get(params.hex(0))?.length ?? null,
  state_getStorageHash(node, params) {
    const value = stateAt(node, params.hash(1)).get(params.hex(0));
    return value ? toHex(blake2AsU8a(value, 256)) : null;
  },
  state_getKeysPaged(node, params) {
    const count = params.count(1, MOST_KEYS_PER_PAGE);
    const start = params.isAbsent(2) ? "" : params.hex(2);
    const prefix = params.isAbsent(0) ? "0x" : params.hex(0);
    const keys = stateAt(node, params.hash(3)).keys(prefix);
    return keys.filter((key) => key > start).slice(0, count);
  },
  state_queryStorageAt(node, params) {
    const keys = params.keys(0, MOST_KEYS_PER_QUERY);
    const block = blockAt(node, params.hash(1));
    const state = stateAt(node, block.hash);
    return [{ block: block.hash, changes: keys.map((key) => [key, valueJson(state, key)]) }];
  },
  state_queryStorage: queryStorage,
  state_call(node, params) {
    const [name, input] = [params.text(0), params.bytes(1)];
    const block = blockAt(node, params.hash(2));
    const state = stateAt(node, block.hash);
    try {
      return toHex(callRuntimeApi(name, input, { state, block: block.number }));
    } catch (error) {
      if (!(error instanceof ApiCallError)) throw error;
      throw new JsonRpcError(RUNTIME_CALL_FAILED, `Client error: Execution failed: Other: ${error.message}`);
    }
  },
};

function queryStorage(node: Node, params: Parameters<Call>[1]): unknown {
  const keys = params.keys(0, MOST_KEYS_PER_HISTORY);
  const from = blockAt(node, params.hash(1));
  const to = blockAt(node, params.hash(2));
  if (to.number < from.number || to.number - from.number >= MOST_BLOCKS_PER_QUERY) {
    throw new JsonRpcError(
      INVALID_PARAMS,
      "Invalid params",
      `expected at most ${MOST_BLOCKS_PER_QUERY} blocks in order`,
    );
  }
  const known = new Map<Hex, Hex | null>();
  const sets: { readonly block: Hex; readonly changes: readonly (readonly [Hex, Hex | null])[] }[] = [];
  for (let number = from.number; number <= to.number; number++) {
    const block = node.chain.blockByNumber(number);
    if (!block) continue;
    const state = stateAt(node, block.hash);
    const changes = keys
      .map((key) => [key, valueJson(state, key)] as const)
      .filter(([key, value]) => !known.has(key) || known.get(key) !== value);
    for (const [key, value] of changes) known.set(key, value);
    if (changes.length > 0) sets.push({ block: block.hash, changes });
  }
  return sets;
}

/** Changes of storage and of the runtime, beginning with the present values. */
export const stateSubscriptions: Readonly<Record<string, Subscription>> = {
  state_subscribeRuntimeVersion: {
    notification: "state_runtimeVersion",
    unsubscribe: "state_unsubscribeRuntimeVersion",
    open({ chain }, _params, notify) {
      notify(versionJson(chain.headState));
      return chain.listen({
        onHead({ changes }) {
          if (changes.has(RUNTIME_VERSION_KEY)) notify(versionJson(chain.headState));
        },
      });
    },
  },
  state_subscribeStorage: {
    notification: "state_storage",
    unsubscribe: "state_unsubscribeStorage",
    open({ chain }, params, notify) {
      const keys = params.keys(0, MOST_KEYS_PER_QUERY);
      const state = chain.headState;
      notify({ block: chain.head.hash, changes: keys.map((key) => [key, valueJson(state, key)]) });
      return chain.listen({
        onHead({ block, changes }) {
          const changed = keys.filter((key) => changes.has(key));
          if (changed.length === 0) return;
          const values = changed.map((key) => [key, toHexOrNull(changes.get(key))]);
          notify({ block: block.hash, changes: values });
        },
      });
    },
  },
};

function toHexOrNull(value: Uint8Array | undefined): Hex | null {
  return value ? toHex(value) : null;
}
