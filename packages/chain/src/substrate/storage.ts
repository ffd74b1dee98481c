import type { ApiPromise } from "@polkadot/api";
import { hexToU8a } from "@polkadot/util";
import type { SendRequest } from "./node-request.js";
import { incompatibleFeature, itemDifferences } from "./runtime-shapes.js";

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
 * One storage value in JSON form, `null` when absent and without a default. Throws `chain/incompatible-runtime` for an
 * item of other types than are read here.
 *
 * Asked for directly, since the library's own queries keep every distinct key for ever: 2.3 KB each.
 */
export async function readEntry(
  { api, send }: RuntimeAccess,
  { pallet = "subtensorModule", item, keys, blockHash }: StorageItem,
): Promise<unknown> {
  const entry = api.query[pallet]?.[item];
  if (!entry) throw new Error(`the runtime has no storage ${pallet}.${item}`);
  const { meta } = entry.creator;
  const { modifier, type, fallback } = meta;
  if (pallet === "subtensorModule") {
    const differences = itemDifferences(api.registry.lookup, meta);
    const specVersion = api.runtimeVersion.specVersion.toNumber();
    if (differences.length > 0) throw incompatibleFeature("keeps things", specVersion, differences);
  }
  const stored = await send("state_getStorage", [
    entry.key(...keys),
    ...(blockHash === undefined ? [] : [blockHash]),
  ]);
  if (typeof stored !== "string" && modifier.isOptional) return null;
  const bytes = typeof stored === "string" ? hexToU8a(stored) : fallback.toU8a(true);
  const valueType = type.isPlain ? type.asPlain : type.asMap.value;
  return api.registry.createTypeUnsafe(api.registry.createLookupType(valueType), [bytes]).toJSON();
}
