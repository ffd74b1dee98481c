// cspell:ignore Mechansim -- the chain's own spelling
import { blake2AsHex } from "@polkadot/util-crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  developmentKey,
  type DevelopmentKey,
  type RuntimeCall,
  type RuntimeEvent,
  type SubnetParameters,
} from "../src/index.js";
import type { Hex } from "../src/scale/hex.js";
import { openClient, refusalOf, type LocalnetClient, type Transaction } from "./support/localnet-client.js";
import { quietLibrary } from "./support/quiet-library.js";

type SubtensorCall = Extract<RuntimeCall, { readonly type: "SubtensorModule" }>["value"];

const RATE_LIMIT_BLOCKS = 3;

let client: LocalnetClient;
let netuid: number;
let owner: DevelopmentKey;
let validator: DevelopmentKey;
let other: DevelopmentKey;
let nextKey = 0;

quietLibrary();
beforeAll(async () => {
  client = await openClient();
});
afterAll(() => client.close());

const key = (): DevelopmentKey => developmentKey(`//Weights${nextKey++}`);

/** A subnet of its own with three neurons: its owner, a validator (uid 1), and another (uid 2). */
async function openSubnet(parameters: SubnetParameters): Promise<void> {
  const { dev } = client.localnet;
  [owner, validator, other] = [key(), key(), key()];
  netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: owner.address, parameters });
  for (const { address } of [validator, other]) {
    await dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey: address });
  }
}

const stored = async (item: string, ...keys: readonly unknown[]): Promise<unknown> =>
  (await client.query("subtensorModule", item, netuid, ...keys)).toJSON();

const submit = (call: SubtensorCall, signer = validator): Promise<readonly RuntimeEvent[]> =>
  client.localnet.dev.submit(signer, { type: "SubtensorModule", value: call });

describe("setting weights", () => {
  beforeEach(async () => {
    const { dev } = client.localnet;
    await openSubnet({ weightsRateLimitBlocks: RATE_LIMIT_BLOCKS });
    dev.setValidatorPermit(netuid, validator.address, true);
    dev.mineBlocks(RATE_LIMIT_BLOCKS);
  });

  const setWeights = (uids: readonly number[], weights: readonly number[], version = 0): Transaction =>
    client.tx("subtensorModule", "setWeights", netuid, uids, weights, version);

  it("stores them scaled to the largest, and notes the block", async () => {
    const included = await client.send(setWeights([0, 2], [50, 100]), validator);
    expect(included.event("subtensorModule.WeightsSet")).toEqual([netuid, 1]);
    expect(included.event("transactionPayment.TransactionFeePaid")).toEqual([validator.address, 0, 0]);
    const stored = await client.query("subtensorModule", "weights", netuid, 1);
    expect(stored.toJSON()).toEqual([
      [0, 32_767],
      [2, 65_535],
    ]);
    const lastUpdate = (await client.query("subtensorModule", "lastUpdate", netuid)).toJSON() as number[];
    expect(lastUpdate[1]).toBe(client.localnet.headNumber);
  });

  it("refuses to do it again before the rate limit has passed", async () => {
    await client.send(setWeights([0], [1]), validator);
    expect(await refusalOf(client.send(setWeights([0], [1]), validator))).toMatchObject({
      data: "Custom error: 6",
    });
    client.localnet.dev.mineBlocks(RATE_LIMIT_BLOCKS - 1);
    expect((await client.send(setWeights([0], [1]), validator)).error).toBeUndefined();
  });

  it("refuses a hotkey that is not registered", async () => {
    const sent = client.send(setWeights([0], [1]), developmentKey("//Nobody"));
    expect(await refusalOf(sent)).toMatchObject({ data: "Custom error: 19" });
  });

  it.each([
    ["WeightVecNotEqualSize", [0, 2], [1]],
    ["DuplicateUids", [0, 0], [1, 1]],
    ["UidVecContainInvalidOne", [0, 9], [1, 1]],
    ["UidsLengthExceedUidsInSubNet", [0, 1, 2, 3], [1, 1, 1, 1]],
  ])("fails with %s", async (error, uids, weights) => {
    expect((await client.send(setWeights(uids, weights), validator)).error).toBe(error);
  });

  it("fails without a validator permit, except for the weight on oneself", async () => {
    client.localnet.dev.setValidatorPermit(netuid, validator.address, false);
    expect((await client.send(setWeights([0], [1]), validator)).error).toBe("NeuronNoValidatorPermit");
    expect((await client.send(setWeights([1], [1]), validator)).error).toBeUndefined();
  });

  it("fails with fewer weights than the subnet asks for", async () => {
    client.localnet.dev.setSubnetParameters(netuid, { minAllowedWeights: 2 });
    expect((await client.send(setWeights([0], [1]), validator)).error).toBe("WeightVecLengthIsLow");
  });

  it("fails on a subnet where weights are committed and revealed", async () => {
    client.localnet.dev.setSubnetParameters(netuid, { commitRevealWeights: true });
    expect((await client.send(setWeights([0], [1]), validator)).error).toBe("CommitRevealEnabled");
  });

  it("fails with an old version key", async () => {
    client.localnet.dev.setSubnetParameters(netuid, { weightsVersionKey: 7 });
    expect((await client.send(setWeights([0], [1], 6), validator)).error).toBe("IncorrectWeightVersionKey");
    expect((await client.send(setWeights([0], [1], 7), validator)).error).toBeUndefined();
  });

  it("is refused with less stake than the chain asks for, and accepted with enough", async () => {
    const { dev } = client.localnet;
    dev.setStakeThreshold(5);
    try {
      expect(await refusalOf(client.send(setWeights([0], [1]), validator))).toMatchObject({
        data: "Custom error: 1",
      });
      await dev.stake({ netuid, coldkey: "//Alice", hotkey: validator.address, tao: 5 });
      expect((await client.send(setWeights([0], [1]), validator)).error).toBeUndefined();
    } finally {
      dev.setStakeThreshold(0);
    }
  });
});

describe("committing to weights and revealing them", () => {
  const uids = [0, 2];
  const values = [50, 100];

  beforeEach(async () => {
    await openSubnet({ commitRevealWeights: true, weightsRateLimitBlocks: 0 });
    client.localnet.dev.setValidatorPermit(netuid, validator.address, true);
  });

  /** What is committed to, by the client library's own codec. */
  function hashOf(salt: readonly number[]): Hex {
    const type = "(AccountId,u16,Vec<u16>,Vec<u16>,Vec<u16>,u64)";
    const all = client.api.createType(type, [validator.address, netuid, uids, values, salt, 0]);
    return blake2AsHex(all.toU8a(), 256);
  }
  const commit = (salt: readonly number[]): Promise<readonly RuntimeEvent[]> =>
    submit({ type: "commit_weights", value: { netuid, commit_hash: hashOf(salt) } });
  const reveal = (salt: readonly number[]): Promise<readonly RuntimeEvent[]> =>
    submit({ type: "reveal_weights", value: { netuid, uids, values, salt, version_key: 0n } });

  const committed = async (): Promise<unknown> =>
    ((await stored("weightCommits", validator.address)) as readonly (readonly unknown[])[]).map(
      ([hash]) => hash,
    );

  it("keeps the hash with its epoch, and sets the weights when it is revealed in the next one", async () => {
    const salt = [7, 65_535, 0];
    const sent = await client.send(
      client.tx("subtensorModule", "commitWeights", netuid, hashOf(salt)),
      validator,
    );
    const names = [validator.address, netuid, hashOf(salt)];
    expect(sent.event("subtensorModule.WeightsCommitted")).toEqual(names);
    const { headNumber } = client.localnet;
    const epoch = await stored("subnetEpochIndex");
    expect(await stored("weightCommits", validator.address)).toEqual([[hashOf(salt), epoch, headNumber, 0]]);
    expect(await stored("weights", 1)).toEqual([]);

    client.localnet.dev.runEpoch(netuid);
    const revealed = await client.send(
      client.tx("subtensorModule", "revealWeights", netuid, uids, values, salt, 0),
      validator,
    );
    expect(revealed.event("subtensorModule.WeightsRevealed")).toEqual(names);
    expect(revealed.event("subtensorModule.WeightsSet")).toEqual([netuid, 1]);
    expect(await stored("weights", 1)).toEqual([
      [0, 32_767],
      [2, 65_535],
    ]);
    expect(await stored("weightCommits", validator.address)).toBeNull();
    // The commit is what counts as their update.
    expect(((await stored("lastUpdate")) as number[])[1]).toBe(headNumber);
  });

  it("is for the one epoch that the subnet's period says, and for what was committed to", async () => {
    const { dev } = client.localnet;
    dev.setSubnetParameters(netuid, { revealPeriodEpochs: 2 });
    await commit([1]);
    await expect(reveal([2])).rejects.toThrow("custom error 16");
    for (const _early of [0, 1]) {
      await expect(reveal([1])).rejects.toThrow("custom error 17");
      dev.runEpoch(netuid);
    }
    dev.runEpoch(netuid);
    await expect(reveal([1])).rejects.toThrow("custom error 17");
    // Expired ones make room for others when one commits again.
    await commit([3]);
    expect(await committed()).toEqual([hashOf([3])]);
  });

  it("takes ten unrevealed commits, and a later one that is revealed takes the earlier ones along", async () => {
    for (let salt = 0; salt < 10; salt++) await commit([salt]);
    await expect(commit([10])).rejects.toThrow("TooManyUnrevealedCommits");
    client.localnet.dev.runEpoch(netuid);
    await reveal([8]);
    expect(await committed()).toEqual([hashOf([9])]);
    await expect(reveal([0])).rejects.toThrow("custom error 16");
  });

  it("limits the rate of commits, not of revelations", async () => {
    const { dev } = client.localnet;
    dev.setSubnetParameters(netuid, { weightsRateLimitBlocks: RATE_LIMIT_BLOCKS });
    dev.mineBlocks(RATE_LIMIT_BLOCKS);
    await commit([1]);
    await expect(commit([2])).rejects.toThrow("custom error 6");
    dev.runEpoch(netuid);
    await reveal([1]);
  });

  it("fails where weights are set in plain", async () => {
    client.localnet.dev.setSubnetParameters(netuid, { commitRevealWeights: false });
    await expect(commit([1])).rejects.toThrow("CommitRevealDisabled");
  });
});

describe("an epoch", () => {
  beforeEach(() => openSubnet({ weightsRateLimitBlocks: 0 }));

  const stake = (neuron: DevelopmentKey, tao: number): Promise<void> =>
    client.localnet.dev.stake({ netuid, coldkey: "//Alice", hotkey: neuron.address, tao });

  it("ends every tempo, in the block that the runtime foretells", async () => {
    const { dev } = client.localnet;
    const tempo = 4;
    dev.setSubnetParameters(netuid, { tempo });
    const first = client.localnet.headNumber + tempo;
    let index = Number(await stored("subnetEpochIndex"));
    for (const next of [first, first + tempo]) {
      const foretold = await client.runtimeCall("subnetInfoRuntimeApi", "getNextEpochStartBlock", netuid);
      expect(foretold.toJSON()).toBe(next);
      dev.mineBlocks(tempo - 1);
      expect(await stored("subnetEpochIndex")).toBe(index);
      dev.mineBlocks(1);
      index++;
      expect(await stored("subnetEpochIndex")).toBe(index);
      expect(client.localnet.headNumber).toBe(next);
      expect(await stored("lastMechansimStepBlock")).toBe(next);
    }
    expect(await stored("blocksSinceLastStep")).toBe(0);
  });

  it("gives permits to the owner and to those with the most stake, if it is enough", async () => {
    const { dev } = client.localnet;
    await stake(validator, 5);
    await stake(other, 6);
    dev.runEpoch(netuid);
    expect(await stored("validatorPermit")).toEqual([true, true, true]);
    dev.setSubnetParameters(netuid, { maxValidators: 1 });
    dev.runEpoch(netuid);
    expect(await stored("validatorPermit")).toEqual([true, false, true]);
    dev.setStakeThreshold(7);
    try {
      dev.runEpoch(netuid);
      expect(await stored("validatorPermit")).toEqual([true, false, false]);
    } finally {
      dev.setStakeThreshold(0);
    }
  });

  it("leaves a permit that was decided by hand", async () => {
    const { dev } = client.localnet;
    await stake(other, 6);
    dev.setValidatorPermit(netuid, validator.address, true);
    dev.setValidatorPermit(netuid, other.address, false);
    dev.runEpoch(netuid);
    expect(await stored("validatorPermit")).toEqual([true, true, false]);
  });

  it("adds up the weights by stake, without those on oneself", async () => {
    const { dev } = client.localnet;
    await stake(owner, 1);
    await stake(validator, 3);
    dev.runEpoch(netuid);
    const weigh = (from: DevelopmentKey, weights: readonly number[]): Promise<unknown> =>
      submit({ type: "set_weights", value: { netuid, dests: [0, 1, 2], weights, version_key: 0n } }, from);
    await weigh(owner, [0, 1, 1]);
    await weigh(validator, [1, 9, 0]);
    dev.runEpoch(netuid);
    // 1/4 × (0, ½, ½) + 3/4 × (1, –, 0)
    expect(await stored("incentive")).toEqual([49_151, 8_191, 8_191]);
    expect(await stored("dividends")).toEqual([16_383, 49_151, 0]);
  });

  it("counts as inactive who set no weights for long, and leaves its weights out", async () => {
    const { dev } = client.localnet;
    await stake(validator, 3);
    dev.runEpoch(netuid);
    await submit({ type: "set_weights", value: { netuid, dests: [2], weights: [1], version_key: 0n } });
    // The cut-off is 13.889 tempos.
    dev.setSubnetParameters(netuid, { tempo: 1 });
    expect(await stored("active")).toEqual([true, true, true]);
    dev.mineBlocks(14);
    expect(await stored("active")).toEqual([false, false, false]);
    expect(await stored("incentive")).toEqual([0, 0, 0]);
  });
});
