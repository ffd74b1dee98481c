import { decodeAddress, isAddress } from "../keys/address.js";
import { malformed } from "./errors.js";
import type { HttpRequest } from "./request-claim.js";

const SIGNATURE = /^(?:0x)?[0-9a-fA-F]{128}$/;

/** Twenty digits hold every 64-bit number: no clock needs more. */
const DECIMAL = /^(?:0|[1-9]\d{0,19})$/;

/** One header, `undefined` when absent. Throws `request/malformed` when it came twice. */
export function optionalHeader({ headers }: HttpRequest, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  if (value === undefined || typeof value === "string") return value;
  throw malformed(name, "must come once");
}

/** One header that must be there and not empty. */
export function requiredHeader(request: HttpRequest, name: string): string {
  const value = optionalHeader(request, name);
  if (value === undefined || value === "") throw malformed(name, "is missing");
  return value;
}

/** The sender or receiver that a header names: its SS58 address and 32 bytes. */
export function readHotkey(name: string, address: string): { hotkey: string; publicKey: Uint8Array } {
  if (address.length > 64 || !isAddress(address)) throw malformed(name, "is no SS58 address of this chain");
  return { hotkey: address, publicKey: decodeAddress(address) };
}

/** The 64 bytes of a signature in hex, with or without `0x`. */
export function readSignature(name: string, text: string): Uint8Array {
  if (!SIGNATURE.test(text)) throw malformed(name, "must be 64 bytes in hexadecimal");
  return Uint8Array.from(Buffer.from(text.replace(/^0x/, ""), "hex"));
}

/** A whole number in plain decimal: two spellings of one number would be two nonces. */
export function readDecimal(name: string, text: string): bigint {
  if (!DECIMAL.test(text)) throw malformed(name, "must be a whole number in decimal");
  return BigInt(text);
}
