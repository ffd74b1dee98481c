import { encodeU64, taggedHash } from "./tagged-hash.js";

/** The network's configuration of section 20. Thresholds are compared with 64-bit words. */
export interface ScheduleThresholds {
  readonly epochThreshold: bigint;
  readonly selectThreshold: bigint;
}

/** Half of all executors per epoch, as recommended. */
export const RECOMMENDED_SELECT_THRESHOLD = 2n ** 63n;
/** Blocks from the epoch block to the Challenge, as recommended. */
export const RECOMMENDED_EPOCH_OFFSET_BLOCKS = 3;

/** epochHash of a finalised block. */
export function epochHashOf(genesis: Uint8Array, blockNumber: bigint, blockHash: Uint8Array): Uint8Array {
  return taggedHash("gpow/1/epoch", genesis, encodeU64(blockNumber), blockHash);
}

/** Whether this block begins an epoch. */
export function isEpoch(epochHash: Uint8Array, epochThreshold: bigint): boolean {
  return firstWord64(epochHash) < epochThreshold;
}

/** selectHash of one executor in one epoch. */
export function selectHashOf(epochHash: Uint8Array, minerKey: Uint8Array, executorId: string): Uint8Array {
  return taggedHash("gpow/1/select", epochHash, minerKey, Buffer.from(executorId, "latin1"));
}

/** Whether the executor is challenged in this epoch. */
export function isSelected(
  epochHash: Uint8Array,
  selectHash: Uint8Array,
  { epochThreshold, selectThreshold }: ScheduleThresholds,
): boolean {
  return isEpoch(epochHash, epochThreshold) && firstWord64(selectHash) < selectThreshold;
}

/** Whose turn it is: an index into the eligible validators by ascending hotkey bytes. */
export function validatorIndexOf(selectHash: Uint8Array, validatorCount: number): number {
  return viewOf(selectHash).getUint32(8, true) % validatorCount;
}

function firstWord64(hash: Uint8Array): bigint {
  return viewOf(hash).getBigUint64(0, true);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
