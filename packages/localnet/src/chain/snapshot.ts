import { header as headerType } from "../runtime/types/system.js";
import { fromHex, isHex, toHex, type Hex } from "../scale/hex.js";
import { decode, encode } from "../scale/type.js";
import type { EntryHistory } from "../state/versioned-state.js";
import { blockOf, type Block } from "./block.js";

/** A chain as it can be stored and taken up again. */
export interface ChainSnapshot {
  readonly finalizedNumber: number;
  /** The genesis block, and the last ones in order. */
  readonly blocks: readonly Block[];
  readonly state: readonly EntryHistory[];
}

/** The text is no snapshot, or not a sound one. */
export class SnapshotError extends Error {
  override readonly name = "SnapshotError";
}

const FORMAT = "headframe-localnet/1";

/** The snapshot as JSON: headers, transactions and values as hex of their SCALE encoding. */
export function snapshotToText({ finalizedNumber, blocks, state }: ChainSnapshot): string {
  return JSON.stringify({
    format: FORMAT,
    finalizedNumber,
    blocks: blocks.map(({ header, body }) => [toHex(encode(headerType, header)), body.map(toHex)]),
    state: state.map(([key, versions]) => [
      key,
      versions.map(([since, value]) => [since, value === undefined ? null : toHex(value)]),
    ]),
  });
}

/** The snapshot in `text`. Throws {@link SnapshotError} where it is not one, or its blocks are not a chain. */
export function snapshotFromText(text: string): ChainSnapshot {
  const { format, finalizedNumber, blocks, state } = parse(text);
  if (format !== FORMAT) throw new SnapshotError(`format ${String(format)}, not ${FORMAT}`);
  const read = list(blocks, "blocks").map(readBlock);
  checkChain(read);
  if (!isNumber(finalizedNumber) || !read.some(({ number }) => number === finalizedNumber)) {
    throw new SnapshotError("the finalized block is missing");
  }
  return { finalizedNumber, blocks: read, state: list(state, "state").map(readEntry) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new SnapshotError("not JSON", { cause: error });
  }
  throw new SnapshotError("not an object");
}

function readBlock(value: unknown): Block {
  const [header, body] = list(value, "block");
  try {
    return blockOf(
      decode(headerType, fromHex(text(header))),
      list(body, "body").map((one) => fromHex(text(one))),
    );
  } catch (error) {
    throw new SnapshotError("a block cannot be decoded", { cause: error });
  }
}

/** Each block must name the one before it; the first is the genesis, behind which older blocks are missing. */
function checkChain(blocks: readonly Block[]): void {
  if (blocks[0]?.number !== 0) throw new SnapshotError("the genesis block is missing");
  blocks.forEach((block, index) => {
    const parent = blocks[index - 1];
    if (parent === undefined || (index === 1 && block.number > 1)) return;
    if (block.header.parent_hash !== parent.hash) {
      throw new SnapshotError(`block ${block.number} does not follow block ${parent.number}`);
    }
  });
}

function readEntry(value: unknown): EntryHistory {
  const [key, versions] = list(value, "entry");
  const history = list(versions, "versions").map((version) => {
    const [since, stored] = list(version, "version");
    if (!isNumber(since)) throw new SnapshotError("a block number is missing");
    return [since, stored === null ? undefined : fromHex(text(stored))] as const;
  });
  return [text(key), history];
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new SnapshotError(`${what}: not a list`);
  return value;
}

function text(value: unknown): Hex {
  if (!isHex(value)) throw new SnapshotError("hex is missing");
  return value;
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
