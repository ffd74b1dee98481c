import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey } from "../src/index.js";
import { PATIENCE } from "./support/patience.js";
import { quietLibrary } from "./support/quiet-library.js";
import { openClient, type LocalnetClient } from "./support/localnet-client.js";

describe("subscriptions", () => {
  let client: LocalnetClient;

  beforeAll(async () => {
    client = await openClient({ finalityLagBlocks: 2 });
  });
  afterAll(() => client.close());

  it("tell new heads in order, beginning with the present one", async () => {
    const start = client.localnet.headNumber;
    const numbers: number[] = [];
    const stop = await client.api.rpc.chain.subscribeNewHeads(
      ({ number }) => void numbers.push(number.toNumber()),
    );
    await expect.poll(() => numbers, PATIENCE).toEqual([start]);
    client.localnet.dev.mineBlocks(3);
    await expect.poll(() => numbers, PATIENCE).toEqual([start, start + 1, start + 2, start + 3]);
    stop();
  });

  it("tell finalized heads behind the best one, none left out", async () => {
    const start = Math.max(0, client.localnet.headNumber - 2);
    const numbers: number[] = [];
    const stop = await client.api.rpc.chain.subscribeFinalizedHeads(
      ({ number }) => void numbers.push(number.toNumber()),
    );
    await expect.poll(() => numbers, PATIENCE).toEqual([start]);
    client.localnet.dev.mineBlocks(4);
    const head = client.localnet.headNumber;
    await expect.poll(() => numbers.at(-1), PATIENCE).toBe(head - 2);
    expect(numbers).toEqual(numbers.map((_, index) => start + index));
    stop();
  });

  it("tell changes of a storage item, and stop when they are ended", async () => {
    const hotkey = developmentKey("//Watched").address;
    const { dev } = client.localnet;
    const netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: developmentKey("//Owner").address });
    const seen: string[] = [];
    const uids = client.api.query["subtensorModule"]?.["uids"];
    const stop = (await uids?.(
      netuid,
      hotkey,
      (uid: { toString(): string }) => void seen.push(uid.toString()),
    )) as unknown as () => void;
    await expect.poll(() => seen, PATIENCE).toEqual([""]);
    await dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey });
    await expect.poll(() => seen, PATIENCE).toEqual(["", "1"]);
    stop();
  });

  it("follow the events of every block", async () => {
    const sections = new Set<string>();
    const stop = (await client.api.query.system?.["events"]?.(
      (records: { event: { section: string; method: string } }[]) => {
        for (const { event } of records) sections.add(`${event.section}.${event.method}`);
      },
    )) as unknown as () => void;
    await client.localnet.dev.submit("//Alice", {
      type: "System",
      value: { type: "remark_with_event", value: { remark: "0x68656c6c6f" } },
    });
    await expect.poll(() => sections, PATIENCE).toContain("system.Remarked");
    stop();
  });
});

describe("a chain that went away and came back", () => {
  quietLibrary();

  it("is the same chain for a client that stayed, subscriptions included", async () => {
    const client = await openClient();
    try {
      const { localnet, api } = client;
      const numbers: number[] = [];
      await api.rpc.chain.subscribeNewHeads(({ number }) => void numbers.push(number.toNumber()));
      localnet.dev.mineBlocks(2);
      await localnet.goOffline();
      await expect.poll(() => api.isConnected, PATIENCE).toBe(false);
      localnet.dev.mineBlocks(3);
      const connected = new Promise((resolve) => api.once("connected", () => resolve(undefined)));
      await localnet.goOnline();
      await connected;
      expect((await api.rpc.chain.getBlockHash(0)).toHex()).toBe(localnet.genesisHash);
      await expect.poll(() => numbers.at(-1), PATIENCE).toBe(5);
      localnet.dev.mineBlocks(1);
      await expect.poll(() => numbers.at(-1), PATIENCE).toBe(6);
    } finally {
      await client.close();
    }
  });
});
