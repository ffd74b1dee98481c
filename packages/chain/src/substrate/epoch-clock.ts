import { hexToU8a, u8aToHex } from "@polkadot/util";
import { readEntry, type RuntimeAccess } from "./storage.js";

/** A subnet, and the block whose state is read. */
export interface EpochsOf {
  readonly netuid: number;
  readonly block: number;
  /** 0x-hex. */
  readonly blockHash: string;
}

/** How a runtime counts a subnet's epochs. */
export interface EpochClock {
  /** The epoch that a transaction of the next block belongs to. */
  readonly current: number;
  /** The epoch of a commitment, from the first number that the chain keeps with its hash. */
  epochOf(stored: number): number;
  /** Its first block: exact on runtimes that divide blocks, otherwise as far as it can be foreseen. */
  startOf(epoch: number): number;
  /** Which of the numbers that the chain keeps with a commitment is its block. */
  readonly blockIndex: 1 | 2;
}

/** Epochs are counted one by one from spec 424 on; before, the number of a block says which it is in. */
export async function readEpochClock(access: RuntimeAccess, at: EpochsOf): Promise<EpochClock> {
  const { netuid, block, blockHash } = at;
  const read = (item: string): Promise<unknown> => readEntry(access, { item, keys: [netuid], blockHash });
  const tempo = Number(await read("tempo"));
  if (access.api.query["subtensorModule"]?.["subnetEpochIndex"] === undefined) {
    return dividedBlocks(netuid, tempo, block);
  }
  const [index, next] = await Promise.all([read("subnetEpochIndex"), readNextStart(access, at)]);
  return countedEpochs({ index: Number(index), next, tempo, nextBlock: block + 1 });
}

/** (block + netuid + 1) divided by (tempo + 1): `get_epoch_index` up to spec 393. */
export function dividedBlocks(netuid: number, tempo: number, block: number): EpochClock {
  const [length, offset] = [tempo + 1, netuid + 1];
  const epochOf = (blockNumber: number): number => Math.floor((blockNumber + offset) / length);
  return {
    current: epochOf(block + 1),
    epochOf,
    startOf: (epoch) => epoch * length - offset,
    blockIndex: 1,
  };
}

interface Count {
  readonly index: number;
  /** Block in which the next epoch begins; Infinity for never. */
  readonly next: number;
  readonly tempo: number;
  readonly nextBlock: number;
}

/** An epoch that is due begins before the transactions of its block. */
function countedEpochs({ index, next, tempo, nextBlock }: Count): EpochClock {
  const isDue = next <= nextBlock;
  const current = isDue ? index + 1 : index;
  const following = isDue ? nextBlock + tempo : next;
  return {
    current,
    epochOf: (stored) => stored,
    startOf: (epoch) => following + (epoch - current - 1) * tempo,
    blockIndex: 2,
  };
}

const NEXT_START = "SubnetInfoRuntimeApi_get_next_epoch_start_block";

/** The runtime's own forecast, an `Option<u64>`. */
async function readNextStart({ api, send }: RuntimeAccess, { netuid, blockHash }: EpochsOf): Promise<number> {
  const argument = u8aToHex(api.registry.createType("u16", netuid).toU8a());
  const answer = await send("state_call", [NEXT_START, argument, blockHash]);
  if (typeof answer !== "string") throw new Error("the node answered a runtime call with no bytes");
  const next = api.registry.createType("Option<u64>", hexToU8a(answer));
  return next.isSome ? Number(next.unwrap()) : Infinity;
}
