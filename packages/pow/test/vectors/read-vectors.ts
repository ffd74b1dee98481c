import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The golden vectors of GPOW-1 that come with its specification. */
export const GOLDEN_VECTORS = new URL("gpow-1-vectors.json.gz", import.meta.url);

/** The text of a vectors file, JSON or gzipped JSON. */
export function readVectors(file: string | URL): string {
  const bytes = readFileSync(file);
  const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzipped ? gunzipSync(bytes) : bytes).toString("utf8");
}
