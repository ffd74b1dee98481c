import { constant, type Pallet } from "../../metadata/description.js";
import { blake2, optional, storageOf, twox64, withDefault } from "../../metadata/storage-item.js";
import { enumeration, variant } from "../../scale/composites.js";
import { vec } from "../../scale/containers.js";
import { bytes, u16, u32 } from "../../scale/primitives.js";
import { zeros } from "../../scale/hex.js";
import { accountId, h256 } from "../types/primitives.js";
import {
  accountInfo,
  blockLength,
  blockWeights,
  dbWeight,
  digest,
  lastRuntimeUpgradeInfo,
  runtimeVersion,
} from "../types/system.js";
import { eventRecord } from "../events.js";
import { BLOCK_LENGTH, BLOCK_WEIGHTS, DB_WEIGHT } from "../limits.data.js";
import { systemEvent } from "./system-events.js";
import { RUNTIME_VERSION } from "../version.js";

/** Blocks whose hashes are kept, and so the longest life of a transaction's era. */
export const BLOCK_HASH_COUNT = 2400;

/** SS58 prefix of addresses. */
export const SS58_PREFIX = 42;

const NEW_ACCOUNT_FLAGS = 1n << 127n;

export const systemCall = enumeration("frame_system::pallet::Call", {
  remark: variant(0, { remark: bytes }),
  remark_with_event: variant(7, { remark: bytes }),
});

export const systemStorage = storageOf("System", {
  Account: withDefault([blake2(accountId)], accountInfo, {
    nonce: 0,
    consumers: 0,
    providers: 0,
    sufficients: 0,
    data: { free: 0n, reserved: 0n, frozen: 0n, flags: NEW_ACCOUNT_FLAGS },
  }),
  BlockHash: withDefault([twox64(u32)], h256, zeros(32)),
  Number: withDefault([], u32, 0),
  ParentHash: withDefault([], h256, zeros(32)),
  Digest: withDefault([], digest, { logs: [] }),
  Events: withDefault([], vec(eventRecord), []),
  EventCount: withDefault([], u32, 0),
  LastRuntimeUpgrade: optional([], lastRuntimeUpgradeInfo),
});

/** Accounts, blocks and events. */
const system = {
  name: "System",
  index: 0,
  storage: systemStorage,
  calls: systemCall,
  events: systemEvent,
  constants: {
    BlockWeights: constant(blockWeights, BLOCK_WEIGHTS),
    BlockLength: constant(blockLength, BLOCK_LENGTH),
    BlockHashCount: constant(u32, BLOCK_HASH_COUNT),
    DbWeight: constant(dbWeight, DB_WEIGHT),
    Version: constant(runtimeVersion, RUNTIME_VERSION),
    SS58Prefix: constant(u16, SS58_PREFIX),
  },
} as const satisfies Pallet;

/** The same in a runtime of that version. */
export function systemAt(specVersion: number): Pallet {
  const Version = constant(runtimeVersion, { ...RUNTIME_VERSION, spec_version: specVersion });
  return { ...system, constants: { ...system.constants, Version } };
}
