import { durationMs, InvalidArgumentError } from "@headframe/kit";
import type { BlockTime } from "../chain/block-producer.js";

const HIGHEST_PORT = 65_535;

/** More subnets than anybody needs to get the number of theirs; each takes two blocks. */
const HIGHEST_NETUID = 128;

/** Blocks faster than this would leave no time for anything else. */
const SHORTEST_BLOCK_TIME_MS = 10;

/** Reads `--port`. */
export function portOption(text: string): number {
  return wholeNumber(text, 0, HIGHEST_PORT);
}

/** Reads `--netuid`. */
export function netuidOption(text: string): number {
  return wholeNumber(text, 1, HIGHEST_NETUID);
}

/** Reads `--block-time`. */
export function blockTimeOption(text: string): BlockTime {
  if (text === "instant") return text;
  const read = durationMs({ minMs: SHORTEST_BLOCK_TIME_MS }).safeParse(text);
  if (read.success) return read.data;
  throw new InvalidArgumentError(`It must be "instant" or a time such as 250ms or 12s, of at least 10ms.`);
}

function wholeNumber(text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
}
