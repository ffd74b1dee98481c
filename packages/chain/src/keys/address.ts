import {
  decodeAddress as decodeSs58,
  encodeAddress as encodeSs58,
  base58Decode,
  checkAddressChecksum,
} from "@polkadot/util-crypto";
import { AddressError } from "../errors.js";
import { PUBLIC_KEY_BYTES } from "./scheme.js";

/** SS58 prefix of every Subtensor network: the generic Substrate one. */
export const SS58_PREFIX = 42;

/** 35 bytes (prefix, key, two bytes of checksum) never need more base58 digits than this. */
const MAX_ADDRESS_CHARACTERS = 48;

/** SS58 address, prefix 42, of a 32-byte public key. */
export function encodeAddress(publicKey: Uint8Array): string {
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new RangeError(`a public key has ${PUBLIC_KEY_BYTES} bytes, not ${publicKey.length}`);
  }
  return encodeSs58(publicKey, SS58_PREFIX);
}

/** The 32-byte public key of an SS58 address with prefix 42. Throws {@link AddressError}. */
export function decodeAddress(address: string): Uint8Array {
  const reason = refusal(address);
  if (reason !== undefined) {
    const shown = address.length > MAX_ADDRESS_CHARACTERS ? `${address.slice(0, 16)}…` : address;
    throw new AddressError(
      { code: "chain/invalid-address", address: shown },
      `"${shown}" is not an SS58 address: ${reason}`,
      { hint: "an address of this chain has 47 or 48 characters and begins with 5; copy it whole" },
    );
  }
  return decodeSs58(address, false, SS58_PREFIX);
}

/** Whether `address` is an SS58 address with prefix 42 and a right checksum. */
export function isAddress(address: string): boolean {
  return refusal(address) === undefined;
}

function refusal(address: string): string | undefined {
  // Length first: base58 takes quadratic time, and the text may come from a stranger.
  if (address.length > MAX_ADDRESS_CHARACTERS) return `it has ${address.length} characters`;
  let bytes: Uint8Array;
  try {
    bytes = base58Decode(address);
  } catch {
    return "it holds characters that base58 does not have"; // The only reason that base58Decode knows.
  }
  if (bytes.length !== PUBLIC_KEY_BYTES + 3) return "its length is wrong";
  const [isValid, , , prefix] = checkAddressChecksum(bytes);
  if (!isValid) return "its checksum is wrong, so a character was mistyped";
  return prefix === SS58_PREFIX ? undefined : `it belongs to another chain (prefix ${prefix})`;
}
