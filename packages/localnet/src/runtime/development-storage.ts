import { blake2, identity, optional, storageOf, withDefault } from "../metadata/storage-item.js";
import { bool, u16 } from "../scale/primitives.js";
import { accountId } from "./types/primitives.js";

/**
 * What no real chain has: switches of this one. They are part of its state, so that every block can be checked from
 * the state before it, but not of its metadata, which describes the real chain's pallets alone.
 */
export const developmentStorage = storageOf("HeadframeLocalnet", {
  /** Whether an axon may be served on 127.0.0.1 or ::1, which the real chain refuses. */
  AllowLoopbackAxon: withDefault([], bool, false),
  /** By subnet and hotkey: a validator permit that was given or taken by hand, which epochs leave as it is. */
  PermitByHand: optional([identity(u16), blake2(accountId)], bool),
});
