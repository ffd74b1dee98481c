import { compactFromU8a, hexToU8a, u8aToHex } from "@polkadot/util";

/** Sends one request to the node. */
export type SendRequest = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** Newest first, as u32 little-endian. Version 14, the last resort, lacks the runtime APIs. */
const VERSIONS = ["0x10000000", "0x0f000000"];

/**
 * The newest metadata that the library can read, as 0x-hex, where it would ask for `state_getMetadata`.
 *
 * That request always yields version 14, which has no runtime APIs: after a runtime upgrade the library would
 * lose `getMetagraph` without a word (polkadot-js/api#6157).
 */
export async function fetchNewestMetadata(send: SendRequest, params: readonly unknown[]): Promise<unknown> {
  const [atBlock] = params;
  for (const version of VERSIONS) {
    const answer = await send("state_call", [
      "Metadata_metadata_at_version",
      version,
      ...(typeof atBlock === "string" ? [atBlock] : []),
    ]);
    const metadata = typeof answer === "string" ? unwrapOpaque(hexToU8a(answer)) : undefined;
    if (metadata) return u8aToHex(metadata);
  }
  return send("state_getMetadata", params);
}

/** `Option<OpaqueMetadata>`: one byte for "some", a compact length, the bytes. */
function unwrapOpaque(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 1) return undefined;
  const [lengthBytes] = compactFromU8a(bytes.subarray(1));
  return bytes.subarray(1 + lengthBytes);
}
