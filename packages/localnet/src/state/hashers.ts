import { blake2AsU8a, xxhashAsU8a } from "@polkadot/util-crypto";

/** How a map key becomes part of a storage key. The position is its index in metadata (`frame-metadata`). */
export const HASHERS = [
  "Blake2_128",
  "Blake2_256",
  "Blake2_128Concat",
  "Twox128",
  "Twox256",
  "Twox64Concat",
  "Identity",
] as const;

/** The hashers that our storage items use: all of them keep the key readable. */
export type Hasher = Extract<(typeof HASHERS)[number], "Blake2_128Concat" | "Twox64Concat" | "Identity">;

/** The bytes that stand for an encoded map key in a storage key. */
export function hashKey(hasher: Hasher, encoded: Uint8Array): Uint8Array {
  switch (hasher) {
    case "Identity":
      return encoded;
    case "Blake2_128Concat":
      return Buffer.concat([blake2AsU8a(encoded, 128), encoded]);
    case "Twox64Concat":
      return Buffer.concat([xxhashAsU8a(encoded, 64), encoded]);
  }
}

/** The 16 bytes that stand for a pallet's or an item's name. */
export function twox128(name: string): Uint8Array {
  return xxhashAsU8a(name, 128);
}
