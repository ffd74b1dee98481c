import { blake2AsHex } from "@polkadot/util-crypto";
import { compactToU8a } from "@polkadot/util";
import type { RevealWeightsRequest } from "./weights.js";

/** What a commitment is to, and whose it is. */
export interface CommittedWeights extends Pick<
  RevealWeightsRequest,
  "netuid" | "weights" | "salt" | "versionKey"
> {
  /** Public key of the validator's hotkey, 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * The hash that `commit_weights` takes: BLAKE2-256 of the SCALE tuple (account, netuid, UIDs, values, salt, version key),
 * as the runtime builds it from what is revealed (`get_commit_hash`). 0x and 64 hex digits.
 */
export function weightCommitHash(committed: CommittedWeights): string {
  const { publicKey, netuid, weights, salt, versionKey } = committed;
  const parts = [
    publicKey,
    words([netuid]),
    sequence(weights.map(({ uid }) => uid)),
    sequence(weights.map(({ weight }) => weight)),
    sequence(salt),
    wide(versionKey),
  ];
  return blake2AsHex(Buffer.concat(parts), 256);
}

/** `Vec<u16>`. */
function sequence(values: readonly number[]): Uint8Array {
  return Buffer.concat([compactToU8a(values.length), words(values)]);
}

function words(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}

/** `u64`. */
function wide(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
