import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey } from "../src/index.js";
import { openClient, type LocalnetClient } from "./support/localnet-client.js";

/** Indexes of a selective metagraph (position of the field in the metagraph). */
const HOTKEYS = 52;
const VALIDATOR_PERMIT = 57;
const VALIDATORS = 72;

describe("the metagraph", () => {
  let client: LocalnetClient;
  let netuid: number;
  const owner = developmentKey("//Owner");
  const miner = developmentKey("//Miner");
  const validator = developmentKey("//Validator");

  beforeAll(async () => {
    client = await openClient();
    const { dev } = client.localnet;
    netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: owner.address });
    await dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: miner.address });
    await dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: validator.address });
    await dev.stake({ netuid, coldkey: "//Bob", hotkey: validator.address, tao: 25 });
    dev.setValidatorPermit(netuid, validator.address, true);
    await client.send(
      client.tx("subtensorModule", "serveAxon", netuid, 7, 3_405_774_853, 8091, 4, 0, 0, 0),
      miner,
    );
  });
  afterAll(() => client.close());

  it("lists neurons by uid with keys, axons, permits and stake", async () => {
    const metagraph = (await client.runtimeCall("subnetInfoRuntimeApi", "getMetagraph", netuid)).toJSON();
    const [alice, bob] = [developmentKey("//Alice").address, developmentKey("//Bob").address];
    expect(metagraph).toMatchObject({
      netuid,
      numUids: 3,
      ownerColdkey: alice,
      ownerHotkey: owner.address,
      tempo: 360,
      servingRateLimit: 50,
      hotkeys: [owner.address, miner.address, validator.address],
      coldkeys: [alice, bob, bob],
      active: [true, true, true],
      validatorPermit: [false, false, true],
      alphaStake: [0, 0, 25_000_000_000],
      totalStake: [0, 0, 25_000_000_000],
    });
    const { axons } = metagraph as unknown as {
      axons: readonly { ip: number; port: number; version: number }[];
    };
    expect(axons.map(({ ip, port }) => [ip, port])).toEqual([
      [0, 0],
      [3_405_774_853, 8091],
      [0, 0],
    ]);
  });

  it("is nothing for a subnet that does not exist", async () => {
    expect((await client.runtimeCall("subnetInfoRuntimeApi", "getMetagraph", 77)).toJSON()).toBeNull();
    expect((await client.runtimeCall("neuronInfoRuntimeApi", "getNeuronsLite", 77)).toJSON()).toEqual([]);
  });

  it("gives the fields that were asked for and no others", async () => {
    const indexes = [HOTKEYS, VALIDATOR_PERMIT, VALIDATORS];
    const selective = await client.runtimeCall(
      "subnetInfoRuntimeApi",
      "getSelectiveMetagraph",
      netuid,
      indexes,
    );
    const present = Object.entries(selective.toJSON() as object).filter(([, value]) => value !== null);
    expect(Object.fromEntries(present)).toEqual({
      netuid,
      hotkeys: [owner.address, miner.address, validator.address],
      validatorPermit: [false, false, true],
      validators: [2],
    });
  });

  it("agrees with the neurons one by one", async () => {
    const lite = await client.runtimeCall("neuronInfoRuntimeApi", "getNeuronLite", netuid, 1);
    expect(lite.toJSON()).toMatchObject({
      uid: 1,
      hotkey: miner.address,
      axonInfo: { port: 8091, version: 7 },
    });
    const all = (
      await client.runtimeCall("neuronInfoRuntimeApi", "getNeurons", netuid)
    ).toJSON() as readonly object[];
    expect(all.map((neuron) => (neuron as { hotkey: string }).hotkey)).toEqual([
      owner.address,
      miner.address,
      validator.address,
    ]);
    expect(
      (await client.runtimeCall("neuronInfoRuntimeApi", "getNeuronLite", netuid, 9)).toJSON(),
    ).toBeNull();
  });

  it("can be read from storage as well, entry by entry", async () => {
    const entries = await client.api.query["subtensorModule"]?.["keys"]?.entries(netuid);
    const keys = entries?.map(([key, value]) => [key.args[1]?.toString(), value.toString()]);
    expect(keys?.toSorted()).toEqual([
      ["0", owner.address],
      ["1", miner.address],
      ["2", validator.address],
    ]);
  });

  it("can be read at an earlier block", async () => {
    const before = await client.api.rpc.chain.getBlockHash(1);
    const at = await client.api.at(before);
    expect((await at.query["subtensorModule"]?.["subnetworkN"]?.(netuid))?.toJSON()).toBe(1);
    const call = at.call["subnetInfoRuntimeApi"]?.["getMetagraph"];
    expect((await call?.(netuid))?.toJSON()).toMatchObject({ hotkeys: [owner.address], block: 1 });
  });
});
