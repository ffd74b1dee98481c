import { createHash } from "node:crypto";

/** Bytes of lower-case hex. */
export function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** Lower-case hex of bytes, or of the bytes behind words. */
export function toHex(bytes: ArrayBufferView): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** Little-endian words of hex. */
export function wordsOfHex(text: string): Int32Array {
  const bytes = fromHex(text);
  return new Int32Array(bytes.buffer);
}

/** SHA-256 as lower-case hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
