import { storageOf, withDefault } from "../metadata/storage-item.js";
import { bool } from "../scale/primitives.js";

/**
 * What no real chain has: switches of this one. They are part of its state, so that every block can be checked from
 * the state before it, but not of its metadata, which describes the real chain's pallets alone.
 */
export const developmentStorage = storageOf("HeadframeLocalnet", {
  /** Whether an axon may be served on 127.0.0.1 or ::1, which the real chain refuses. */
  AllowLoopbackAxon: withDefault([], bool, false),
});
