import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey, type DevelopmentKey } from "../src/index.js";
import { openClient, type LocalnetClient, type Transaction } from "./support/localnet-client.js";
import { quietLibrary } from "./support/quiet-library.js";

const TAO = 1_000_000_000n;

describe("staking", () => {
  quietLibrary();
  let client: LocalnetClient;
  let netuid: number;
  let coldkey: DevelopmentKey;
  let hotkey: string;

  beforeAll(async () => {
    client = await openClient();
    coldkey = developmentKey("//Alice");
    hotkey = developmentKey("//Staked").address;
    netuid = await client.localnet.dev.createSubnet({ coldkey, hotkey });
  });
  afterAll(() => client.close());

  const addStake = (amount: bigint, to = hotkey, subnet = netuid): Transaction =>
    client.tx("subtensorModule", "addStake", to, subnet, amount);
  const removeStake = (amount: bigint): Transaction =>
    client.tx("subtensorModule", "removeStake", hotkey, netuid, amount);
  const staked = async (): Promise<bigint> =>
    BigInt((await client.query("subtensorModule", "totalHotkeyAlpha", hotkey, netuid)).toString());

  it("moves TAO into alpha one for one, and back", async () => {
    const before = await staked();
    const included = await client.send(addStake(3n * TAO), coldkey);
    expect(included.event("subtensorModule.StakeAdded")).toEqual([
      coldkey.address,
      hotkey,
      Number(3n * TAO),
      Number(3n * TAO),
      netuid,
      0,
    ]);
    expect((await staked()) - before).toBe(3n * TAO);
    const share = await client.query("subtensorModule", "alpha", hotkey, coldkey.address, netuid);
    expect(BigInt((share.toJSON() as { bits: string }).bits) >> 64n).toBe(3n * TAO);

    expect((await client.send(removeStake(TAO), coldkey)).events).toContain("subtensorModule.StakeRemoved");
    expect((await staked()) - before).toBe(2n * TAO);
  });

  it.each([
    ["AmountTooLow", () => addStake(1_999_999n)],
    ["SubnetNotExists", () => addStake(TAO, hotkey, 99)],
    ["HotKeyAccountNotExists", () => addStake(TAO, developmentKey("//NoHotkey").address)],
    ["NotEnoughBalanceToStake", () => addStake(10n ** 18n)],
    ["NotEnoughStakeToWithdraw", () => removeStake(10n ** 15n)],
  ])("fails with %s", async (error, tx) => {
    expect((await client.send(tx(), coldkey)).error).toBe(error);
  });

  it("fails with SubtokenDisabled before the subnet is started", async () => {
    const tx = client.tx("subtensorModule", "registerNetwork", developmentKey("//NotStarted").address);
    await client.send(tx, coldkey);
    expect((await client.send(addStake(TAO, hotkey, netuid + 1), coldkey)).error).toBe("SubtokenDisabled");
  });

  it("counts on every subnet at its weight when it is on the root network", async () => {
    await client.send(addStake(100n * TAO, hotkey, 0), coldkey);
    const metagraph = await client.runtimeCall("subnetInfoRuntimeApi", "getMetagraph", netuid);
    const { alphaStake, taoStake, totalStake } = metagraph.toJSON() as Record<string, readonly number[]>;
    expect(taoStake?.[0]).toBe(Number(100n * TAO));
    const weighted = (totalStake?.[0] ?? 0) - (alphaStake?.[0] ?? 0);
    expect(weighted / Number(100n * TAO)).toBeCloseTo(0.0527, 3);
  });
});
