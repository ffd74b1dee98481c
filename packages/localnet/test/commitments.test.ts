import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey } from "../src/index.js";
import { openClient, type LocalnetClient, type Transaction } from "./support/localnet-client.js";

describe("commitments", () => {
  let client: LocalnetClient;
  let netuid: number;
  const hotkey = developmentKey("//Owner");

  beforeAll(async () => {
    client = await openClient();
    netuid = await client.localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: hotkey.address });
  });
  afterAll(() => client.close());

  const commit = (...fields: readonly object[]): Transaction =>
    client.tx("commitments", "setCommitment", netuid, { fields });

  it("are stored with their block, at no fee", async () => {
    const included = await client.send(commit({ Raw5: "0x68656c6c6f" }), hotkey);
    expect(included.event("commitments.Commitment")).toEqual([netuid, hotkey.address]);
    const stored = await client.query("commitments", "commitmentOf", netuid, hotkey.address);
    expect(stored.toJSON()).toEqual({
      deposit: 0,
      block: client.localnet.headNumber,
      info: { fields: [{ raw5: "0x68656c6c6f" }] },
    });
  });

  it("are for registered hotkeys only", async () => {
    const included = await client.send(commit({ Raw1: "0x00" }), developmentKey("//Nobody"));
    expect(included.error).toBe("AccountNotAllowedCommit");
  });

  it("are limited in space, until the next epoch", async () => {
    const large = (): Transaction => commit({ BigRaw: `0x${"ab".repeat(1500)}` });
    const fresh = developmentKey("//Verbose");
    await client.localnet.dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey: fresh.address });
    expect((await client.send(large(), fresh)).error).toBeUndefined();
    expect((await client.send(large(), fresh)).error).toBeUndefined();
    expect((await client.send(large(), fresh)).error).toBe("SpaceLimitExceeded");
    client.localnet.dev.mineBlocks(361);
    expect((await client.send(large(), fresh)).error).toBeUndefined();
  });
});
