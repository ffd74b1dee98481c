import { parseDuration } from "@headframe/kit";
import { InvalidArgumentError } from "@headframe/kit/cli";

import type { BlockTime } from "../chain/block-producer.js";

const HIGHEST_PORT = 65_535;

/** More subnets than anybody needs to get the number of theirs; each takes two blocks. */
const HIGHEST_NETUID = 128;

/** Blocks faster than this would leave no time for anything else. */
const SHORTEST_BLOCK_TIME_MS = 10;
const LONGEST_BLOCK_TIME_MS = 3_600_000;

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
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= SHORTEST_BLOCK_TIME_MS && ms <= LONGEST_BLOCK_TIME_MS) return ms;
  throw new InvalidArgumentError(`It must be "instant" or a time such as 250ms or 12s, from 10ms to 1h.`);
}

function wholeNumber(text: string, lowest: number, highest: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${lowest} to ${highest}.`);
}
