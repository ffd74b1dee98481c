import { compactFromU8a, hexToU8a } from "@polkadot/util";
import type { NodeRequest, SendRequest } from "./node-request.js";

/** Newest first, as u32 little-endian. Version 14, the last resort, lacks the runtime APIs. */
const NEWEST = "0x10000000";
const VERSIONS = [NEWEST, "0x0f000000"];

const METHOD = "Metadata_metadata_at_version";

/** What {@link fetchNewestMetadata} asks first, and most often last. */
export const NEWEST_METADATA_REQUEST: NodeRequest = ["state_call", [METHOD, NEWEST]];

/**
 * The newest metadata that the library can read, as 0x-hex, where it would ask for `state_getMetadata`.
 *
 * That request always yields version 14, which has no runtime APIs: after a runtime upgrade the library would
 * lose `getMetagraph` without a word (polkadot-js/api#6157).
 */
export async function fetchNewestMetadata(send: SendRequest, params: readonly unknown[]): Promise<unknown> {
  const [atBlock] = params;
  for (const version of VERSIONS) {
    const at = typeof atBlock === "string" ? [atBlock] : [];
    const answer = await send("state_call", [METHOD, version, ...at]);
    const metadata = typeof answer === "string" ? unwrapOpaque(answer) : undefined;
    if (metadata !== undefined) return metadata;
  }
  return send("state_getMetadata", params);
}

/** Characters of hex: the prefix and one byte for "some"; the longest compact length after them. */
const HEAD_LENGTH = 4;
const COMPACT_LENGTH = 10;

/** `Option<OpaqueMetadata>`: one byte for "some", a compact length, the bytes. Cut as text: it is 0.7 MB on finney. */
function unwrapOpaque(hex: string): string | undefined {
  if (!hex.startsWith("0x01")) return undefined;
  const [lengthBytes] = compactFromU8a(hexToU8a(`0x${hex.slice(HEAD_LENGTH, HEAD_LENGTH + COMPACT_LENGTH)}`));
  return `0x${hex.slice(HEAD_LENGTH + 2 * lengthBytes)}`;
}
