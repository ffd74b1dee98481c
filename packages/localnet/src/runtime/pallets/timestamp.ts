import { constant, type Pallet } from "../../metadata/description.js";
import { storageOf, withDefault } from "../../metadata/storage-item.js";
import { enumeration, variant } from "../../scale/composites.js";
import { bool, u64, wideCompact } from "../../scale/primitives.js";

export const timestampCall = enumeration("pallet_timestamp::pallet::Call", {
  set: variant(0, { now: wideCompact(u64) }),
});

export const timestampStorage = storageOf("Timestamp", {
  /** Unix time in milliseconds. */
  Now: withDefault([], u64, 0n),
  DidUpdate: withDefault([], bool, false),
});

/** The time that each block claims. Its one call is put into each block by the block's author. */
export const timestamp = {
  name: "Timestamp",
  index: 2,
  storage: timestampStorage,
  calls: timestampCall,
  constants: { MinimumPeriod: constant(u64, 6000n) },
} as const satisfies Pallet;
