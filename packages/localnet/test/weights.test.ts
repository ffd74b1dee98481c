import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { developmentKey } from "../src/index.js";
import { openClient, refusalOf, type LocalnetClient, type Transaction } from "./support/localnet-client.js";
import { quietLibrary } from "./support/quiet-library.js";

const RATE_LIMIT_BLOCKS = 3;

describe("setting weights", () => {
  quietLibrary();
  let client: LocalnetClient;
  let netuid: number;
  let validator: KeyringPair;
  let nextKey = 0;

  beforeAll(async () => {
    client = await openClient();
  });
  afterAll(() => client.close());

  /** A subnet of its own with three neurons: its owner, a permitted validator (uid 1), and another (uid 2). */
  beforeEach(async () => {
    const { dev } = client.localnet;
    const key = (): KeyringPair => developmentKey(`//Weights${nextKey++}`);
    const parameters = { weightsRateLimitBlocks: RATE_LIMIT_BLOCKS };
    netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: key().address, parameters });
    validator = key();
    for (const hotkey of [validator, key()]) {
      await dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey: hotkey.address });
    }
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
