import type { ApiPromise } from "@polkadot/api";
import { hexToU8a, u8aToHex } from "@polkadot/util";
import type { SendRequest } from "./newest-metadata.js";

/** A node's connection and how to read what it sends. */
export interface RuntimeAccess {
  readonly api: ApiPromise;
  readonly send: SendRequest;
}

/** One value in a chain's storage, named as the library names it. */
export interface StorageItem {
  /** Default: `subtensorModule`. */
  readonly pallet?: string;
  readonly item: string;
  readonly keys: readonly (number | string)[];
  /** 0x-hex. Default: the best block. */
  readonly blockHash?: string;
}

/** {@link readEntry} of SubtensorModule, at the best block. */
export function readStorage(
  access: RuntimeAccess,
  item: "axons" | "uids" | "servingRateLimit",
  keys: readonly (number | string)[],
): Promise<unknown> {
  return readEntry(access, { item, keys });
}

/**
 * One storage value in JSON form, `null` when absent and without a default.
 *
 * Asked for directly, since the library's own queries keep every distinct key for ever: 2.3 KB each.
 */
export async function readEntry(
  { api, send }: RuntimeAccess,
  { pallet = "subtensorModule", item, keys, blockHash }: StorageItem,
): Promise<unknown> {
  const entry = api.query[pallet]?.[item];
  if (!entry) throw new Error(`the runtime has no storage ${pallet}.${item}`);
  const { modifier, type, fallback } = entry.creator.meta;
  const stored = await send("state_getStorage", [
    entry.key(...keys),
    ...(blockHash === undefined ? [] : [blockHash]),
  ]);
  if (typeof stored !== "string" && modifier.isOptional) return null;
  const bytes = typeof stored === "string" ? hexToU8a(stored) : fallback.toU8a(true);
  const valueType = type.isPlain ? type.asPlain : type.asMap.value;
  return api.registry.createTypeUnsafe(api.registry.createLookupType(valueType), [bytes]).toJSON();
}

/** `SubnetInfoRuntimeApi.get_metagraph` at the best block, in JSON form; `null` for a subnet that does not exist. */
export async function readMetagraph({ api, send }: RuntimeAccess, netuid: number): Promise<unknown> {
  const method = api.runtimeMetadata.asLatest.apis
    .find(({ name }) => name.toString() === "SubnetInfoRuntimeApi")
    ?.methods.find(({ name }) => name.toString() === "get_metagraph");
  if (!method) throw new Error("the runtime has no API SubnetInfoRuntimeApi.get_metagraph");
  const argument = u8aToHex(api.registry.createType("u16", netuid).toU8a());
  const answer = await send("state_call", ["SubnetInfoRuntimeApi_get_metagraph", argument]);
  if (typeof answer !== "string") throw new Error("the node answered a runtime call with no bytes");
  const outputType = api.registry.createLookupType(method.output);
  return api.registry.createTypeUnsafe(outputType, [hexToU8a(answer)]).toJSON();
}
