import { createHash } from "node:crypto";

const TAG_PREFIXES = new Map<string, Buffer>();

/**
 * HT(tag, f₁, …, f_k) of GPOW-1 section 3: SHA-256 over the length-prefixed tag and fields. 32 bytes.
 *
 * `tag` is a constant of the protocol in ASCII, never input: its prefix is remembered.
 */
export function taggedHash(tag: string, ...fields: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256").update(tagPrefix(tag));
  for (const field of fields) hash.update(encodeU32(field.length)).update(field);
  return new Uint8Array(hash.digest());
}

/** One byte. */
export function encodeU8(value: number): Uint8Array {
  return Uint8Array.of(value);
}

/** Four bytes, little-endian. */
export function encodeU32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

/** Eight bytes, little-endian. */
export function encodeU64(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}

function tagPrefix(tag: string): Buffer {
  const known = TAG_PREFIXES.get(tag);
  if (known !== undefined) return known;
  const text = Buffer.from(tag, "ascii");
  const prefix = Buffer.concat([encodeU32(text.length), text]);
  TAG_PREFIXES.set(tag, prefix);
  return prefix;
}
