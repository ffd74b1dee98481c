import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey, type DevelopmentKey } from "../src/index.js";
import { openClient, type LocalnetClient, type Transaction } from "./support/localnet-client.js";
import { quietLibrary } from "./support/quiet-library.js";

const BURN_RAO = 100_000_000;

describe("registering", () => {
  quietLibrary();
  const [alice, bob] = ["//Alice", "//Bob"];
  let client: LocalnetClient;
  let netuid: number;
  let coldkey: DevelopmentKey;
  let nextKey = 0;

  beforeAll(async () => {
    client = await openClient();
    coldkey = developmentKey(alice);
    netuid = await newSubnet();
  });
  afterAll(() => client.close());

  const newSubnet = (parameters = {}): Promise<number> =>
    client.localnet.dev.createSubnet({ coldkey: alice, hotkey: newKey(), parameters });
  const newKey = (): string => developmentKey(`//Registered${nextKey++}`).address;
  const register = (hotkey: string, subnet = netuid): Transaction =>
    client.tx("subtensorModule", "burnedRegister", subnet, hotkey);
  const priceOf = async (subnet: number): Promise<number> =>
    Number((await client.query("subtensorModule", "burn", subnet)).toString());

  it("burns the price, appends a uid and tells the event", async () => {
    const subnet = await newSubnet({ burnRao: BigInt(BURN_RAO) });
    const hotkey = newKey();
    const price = await priceOf(subnet);
    const included = await client.send(register(hotkey, subnet), coldkey);
    expect(included.event("subtensorModule.NeuronRegistered")).toEqual([subnet, 1, hotkey]);
    expect(included.events).toEqual([
      "balances.Withdraw",
      "balances.Withdraw",
      "subtensorModule.RAORecycledForRegistrationSet",
      "subtensorModule.NeuronRegistered",
      "transactionPayment.TransactionFeePaid",
      "system.ExtrinsicSuccess",
    ]);
    const recycled = await client.query("subtensorModule", "raoRecycledForRegistration", subnet);
    // The price fell a little more in the block that took it.
    expect(Number(recycled.toString())).toBeLessThanOrEqual(price);
    expect(Number(recycled.toString())).toBeGreaterThan(price * 0.99);
    expect((await client.query("subtensorModule", "uids", subnet, hotkey)).toJSON()).toBe(1);
    expect((await client.query("subtensorModule", "keys", subnet, 1)).toJSON()).toBe(hotkey);
    expect((await client.query("subtensorModule", "owner", hotkey)).toJSON()).toBe(coldkey.address);
  });

  it("raises the price by a quarter at once, and lets it fall from block to block", async () => {
    const subnet = await newSubnet({ burnRao: BigInt(BURN_RAO) });
    await client.send(register(newKey(), subnet), coldkey);
    const raised = await priceOf(subnet);
    expect(raised / BURN_RAO).toBeCloseTo(1.26, 1);
    client.localnet.dev.mineBlocks(360);
    expect((await priceOf(subnet)) / raised).toBeCloseTo(0.5, 2);
  });

  it("never lets the price fall below the subnet's minimum", async () => {
    const subnet = await newSubnet({ burnRao: 500_001n });
    client.localnet.dev.mineBlocks(3);
    expect(await priceOf(subnet)).toBe(500_000);
  });

  it.each<
    readonly [
      string,
      () => Promise<readonly [Transaction, DevelopmentKey]> | readonly [Transaction, DevelopmentKey],
    ]
  >([
    ["RegistrationNotPermittedOnRootSubnet", () => [register(newKey(), 0), coldkey]],
    ["SubnetNotExists", () => [register(newKey(), 999), coldkey]],
    [
      "HotKeyAlreadyRegisteredInSubNet",
      async () => {
        const hotkey = newKey();
        await client.send(register(hotkey), coldkey);
        return [register(hotkey), coldkey];
      },
    ],
    [
      "NonAssociatedColdKey",
      async () => {
        const hotkey = newKey();
        await client.send(register(hotkey, await newSubnet()), coldkey);
        return [register(hotkey), developmentKey(bob)];
      },
    ],
    [
      "SubNetRegistrationDisabled",
      async () => [register(newKey(), await newSubnet({ registrationAllowed: false })), coldkey],
    ],
    [
      "NotEnoughBalanceToStake",
      () => {
        const poor = developmentKey("//Poor");
        client.localnet.dev.fund(poor.address, 0.01);
        return [register(newKey()), poor];
      },
    ],
    [
      "RegistrationPriceLimitExceeded",
      () => [client.tx("subtensorModule", "registerLimit", netuid, newKey(), 1000), coldkey],
    ],
  ])("fails with %s, in a block and at a fee", async (error, prepare) => {
    const [tx, signer] = await prepare();
    const included = await client.send(tx, signer);
    expect(included.error).toBe(error);
    expect(included.events).toEqual([
      "balances.Withdraw",
      "transactionPayment.TransactionFeePaid",
      "system.ExtrinsicFailed",
    ]);
  });

  it("registers with register_limit when the price is below the limit", async () => {
    const tx = client.tx("subtensorModule", "registerLimit", netuid, newKey(), 100_000_000_000);
    expect((await client.send(tx, coldkey)).events).toContain("subtensorModule.NeuronRegistered");
  });

  describe("on a full subnet", () => {
    const fullSubnet = (immunityPeriodBlocks: number): Promise<number> =>
      newSubnet({ maxAllowedUids: 3, immunityPeriodBlocks, burnRao: 1_000_000n });

    it("takes the uid of the oldest neuron that is not the owner's, and removes all that it had", async () => {
      const subnet = await fullSubnet(1000);
      const [oldest, younger] = [developmentKey("//Oldest"), newKey()];
      await client.send(register(oldest.address, subnet), coldkey);
      await client.send(register(younger, subnet), coldkey);
      await client.send(
        client.tx("subtensorModule", "serveAxon", subnet, 1, 167_772_161, 80, 4, 0, 0, 0),
        oldest,
      );
      const newcomer = newKey();
      const included = await client.send(register(newcomer, subnet), coldkey);

      expect(included.event("subtensorModule.NeuronRegistered")).toEqual([subnet, 1, newcomer]);
      for (const item of ["uids", "axons"]) {
        expect((await client.query("subtensorModule", item, subnet, oldest.address)).isEmpty).toBe(true);
      }
      const isMember = await client.query("subtensorModule", "isNetworkMember", oldest.address, subnet);
      expect(isMember.toJSON()).toBe(false);
      expect((await client.query("subtensorModule", "subnetworkN", subnet)).toJSON()).toBe(3);
    });

    it("fails with NoNeuronIdAvailable when only the owner is there", async () => {
      const subnet = await newSubnet({ maxAllowedUids: 1 });
      expect((await client.send(register(newKey(), subnet), coldkey)).error).toBe("NoNeuronIdAvailable");
    });
  });
});

describe("creating subnets", () => {
  quietLibrary();

  it("costs 1,000 TAO, gives the owner uid 0 and opens once it is started", async () => {
    const client = await openClient();
    try {
      const owner = developmentKey("//Dave");
      const hotkey = developmentKey("//DaveHotkey").address;
      const included = await client.send(client.tx("subtensorModule", "registerNetwork", hotkey), owner);
      expect(included.event("subtensorModule.NetworkAdded")).toEqual([1, 0]);
      expect((await client.query("subtensorModule", "uids", 1, hotkey)).toJSON()).toBe(0);
      expect((await client.query("subtensorModule", "subnetOwner", 1)).toJSON()).toBe(owner.address);
      expect((await client.query("subtensorModule", "subnetLocked", 1)).toString()).toBe("1000000000000");

      const start = client.tx("subtensorModule", "startCall", 1);
      expect((await client.send(start, developmentKey("//Eve"))).error).toBe("BadOrigin");
      expect((await client.send(start, owner)).events).toContain(
        "subtensorModule.FirstEmissionBlockNumberSet",
      );
      expect((await client.send(start, owner)).error).toBe("FirstEmissionBlockNumberAlreadySet");
    } finally {
      await client.close();
    }
  });

  it("is refused by the pool within the rate limit of the chain", async () => {
    const client = await openClient({ networkRateLimitBlocks: 10 });
    try {
      const tx = (hotkey: string): Transaction =>
        client.tx("subtensorModule", "registerNetwork", developmentKey(hotkey).address);
      const owner = developmentKey("//Dave");
      await client.send(tx("//First"), owner);
      await expect(client.send(tx("//Second"), owner)).rejects.toThrow("Custom error: 6");
      client.localnet.dev.mineBlocks(9);
      expect((await client.send(tx("//Second"), owner)).error).toBeUndefined();
    } finally {
      await client.close();
    }
  });

  it("fails for a coldkey that cannot pay the lock", async () => {
    const client = await openClient({ balances: { [developmentKey("//Modest").address]: 999 } });
    try {
      const tx = client.tx("subtensorModule", "registerNetwork", developmentKey("//First").address);
      expect((await client.send(tx, developmentKey("//Modest"))).error).toBe("CannotAffordLockCost");
    } finally {
      await client.close();
    }
  });
});
