import { beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "@headframe/kit";
import { cryptoWaitReady } from "@polkadot/util-crypto";
import { Chain, STATES_KEPT } from "../../src/chain/chain.js";
import { snapshotFromText, snapshotToText } from "../../src/chain/snapshot.js";
import { BLOCK_HASH_COUNT } from "../../src/runtime/pallets/system.js";
import { timestampStorage } from "../../src/runtime/pallets/timestamp.js";
import { StorageReader } from "../../src/state/storage.js";

const GENESIS = {
  balances: new Map(),
  networkRateLimitBlocks: 0n,
  timestampMs: 1_700_000_000_000,
  allowLoopbackAxon: false,
};

function newChain(clock = systemClock): Chain {
  return new Chain({ origin: GENESIS, finalityLagBlocks: 2 }, { clock });
}

describe("a long chain", () => {
  const EXTRA = 60;
  let chain: Chain;

  beforeAll(async () => {
    await cryptoWaitReady();
    chain = newChain();
    for (let built = 0; built < BLOCK_HASH_COUNT + EXTRA; built++) chain.produce([]);
  });

  it("keeps the genesis block and the last blocks, and forgets those between", () => {
    expect(chain.blockByNumber(0)?.hash).toBe(chain.genesisHash);
    expect(chain.blockByNumber(EXTRA - 1)).toBeUndefined();
    expect(chain.blockByNumber(EXTRA)?.number).toBe(EXTRA);
    expect(chain.snapshot().blocks.length).toBe(BLOCK_HASH_COUNT + 2);
  });

  it("keeps the states of the last blocks only", () => {
    const head = chain.head.number;
    const stateOf = (number: number) => {
      const block = chain.blockByNumber(number);
      return block && chain.stateAt(block);
    };
    expect(stateOf(head - STATES_KEPT)).toBeUndefined();
    const oldest = stateOf(head - STATES_KEPT + 1);
    expect(oldest && new StorageReader(oldest).get(timestampStorage.Now)).toBeGreaterThan(0n);
  });

  it("does not grow with its length: every key has as many values as there are states", () => {
    const counts = chain.snapshot().state.map(([, versions]) => versions.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(STATES_KEPT);
    expect(counts.length).toBeLessThan(BLOCK_HASH_COUNT + 200);
  });

  it("is the same after a snapshot was stored and taken up again", () => {
    const origin = snapshotFromText(snapshotToText(chain.snapshot()));
    const again = new Chain({ origin, finalityLagBlocks: 2 }, { clock: systemClock });
    expect(again.genesisHash).toBe(chain.genesisHash);
    expect(again.head.hash).toBe(chain.head.hash);
    expect(again.finalized.hash).toBe(chain.finalized.hash);
    again.produce([]);
    expect(again.head.header.parent_hash).toBe(chain.head.hash);
    for (let built = 0; built < STATES_KEPT; built++) again.produce([]);
    expect(Math.max(...again.snapshot().state.map(([, versions]) => versions.length))).toBeLessThanOrEqual(
      STATES_KEPT,
    );
  });
});

describe("the time of a block", () => {
  it("is later than its parent's even if the clock was set back", () => {
    let nowMs = 1_800_000_000_000;
    const chain = newChain({ nowMs: () => nowMs, monotonicUs: () => 0 });
    const timeOf = (): bigint => new StorageReader(chain.headState).get(timestampStorage.Now);
    chain.produce([]);
    expect(timeOf()).toBe(1_800_000_000_000n);
    nowMs -= 5000;
    chain.produce([]);
    expect(timeOf()).toBe(1_800_000_000_001n);
  });
});

describe("a snapshot", () => {
  const text = (): string => {
    const chain = newChain();
    chain.produce([]);
    chain.produce([]);
    return snapshotToText(chain.snapshot());
  };

  it.each([
    ["no JSON", () => "{", "not JSON"],
    ["another format", () => JSON.stringify({ format: "x" }), "format x"],
    ["no blocks", () => JSON.stringify({ ...JSON.parse(text()), blocks: [] }), "genesis block is missing"],
    [
      "a gap between its blocks",
      () => {
        const whole = JSON.parse(text()) as { blocks: unknown[] };
        return JSON.stringify({
          ...whole,
          blocks: whole.blocks.toReversed().slice(1).toReversed().concat(whole.blocks.slice(1, 2)),
        });
      },
      "does not follow",
    ],
    [
      "a finalized block that it lacks",
      () => JSON.stringify({ ...JSON.parse(text()), finalizedNumber: 9 }),
      "finalized",
    ],
  ])("with %s is refused", (_what, make, reason) => {
    expect(() => snapshotFromText(make())).toThrow(reason);
  });
});
