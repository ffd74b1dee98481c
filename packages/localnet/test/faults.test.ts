import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { developmentKey, startLocalnet, type Localnet, type RequestSeen } from "../src/index.js";
import { openClient, type LocalnetClient } from "./support/localnet-client.js";
import { PATIENCE } from "./support/patience.js";
import { quietLibrary } from "./support/quiet-library.js";
import { openRawClient } from "./support/raw-client.js";

describe("a runtime upgrade", () => {
  quietLibrary();
  let client: LocalnetClient;
  beforeEach(async () => {
    client = await openClient();
  });
  afterEach(() => client.close());

  it("is told to subscribers, and what is signed afterwards is signed for the new version", async () => {
    const { api, localnet } = client;
    const spec = localnet.dev.upgradeRuntime();
    await expect.poll(() => api.runtimeVersion.specVersion.toNumber(), PATIENCE).toBe(spec);
    const tx = client.tx("system", "remarkWithEvent", "0x01");
    const { error } = await client.send(tx, developmentKey("//Alice"));
    expect(error).toBeUndefined();
  });

  it("makes what was signed for the old version invalid", async () => {
    const { localnet } = client;
    const tx = client.tx("system", "remark", "0x01");
    await tx.signAsync(developmentKey("//Alice"));
    localnet.dev.upgradeRuntime();
    const raw = await openRawClient(localnet.url);
    const answer = await raw.call("author_submitExtrinsic", tx.toHex());
    expect(answer).toMatchObject({ error: { code: 1010, data: "Transaction has a bad signature" } });
    await raw.close();
  });

  it("leaves the versions of earlier blocks as they were", async () => {
    const raw = await openRawClient(client.localnet.url);
    const { result: before } = await raw.call("chain_getBlockHash");
    const spec = client.localnet.dev.upgradeRuntime();
    expect((await raw.call("state_getRuntimeVersion", before)).result).toMatchObject({
      specVersion: spec - 1,
    });
    expect((await raw.call("state_getRuntimeVersion")).result).toMatchObject({ specVersion: spec });
    await raw.close();
  });
});

describe("a fork", () => {
  let localnet: Localnet;
  const createSubnet = (uri: string): Promise<number> =>
    localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: developmentKey(uri).address });
  beforeEach(async () => {
    localnet = await startLocalnet({ finalityLagBlocks: 3 });
    localnet.dev.mineBlocks(3);
  });
  afterEach(() => localnet.close());

  it("replaces blocks by more blocks, with the same transactions", async () => {
    const raw = await openRawClient(localnet.url);
    await createSubnet("//First");
    const { headNumber } = localnet;
    const { result: retracted } = await raw.call("chain_getBlockHash", headNumber);
    localnet.dev.fork(2);
    const { result: other } = await raw.call("chain_getBlockHash", headNumber);
    expect(other).not.toBe(retracted);
    expect((await raw.call("chain_getHeader", retracted)).result).toBeNull();
    expect(localnet.headNumber).toBe(headNumber + 1);
    expect(localnet.dev.subnetCount).toBe(2);
    await raw.close();
  });

  it("undoes what was in the blocks when the pool forgets it", async () => {
    await createSubnet("//First");
    expect(localnet.dev.subnetCount).toBe(2);
    localnet.dev.fork(2, { isDropping: true });
    expect(localnet.dev.subnetCount).toBe(1);
    expect(await createSubnet("//Second")).toBe(1);
  });

  it("does not go back behind finality", () => {
    expect(() => localnet.dev.fork(4)).toThrow("is final");
  });
});

describe("connections", () => {
  let localnet: Localnet;
  beforeEach(async () => {
    localnet = await startLocalnet();
  });
  afterEach(() => localnet.close());

  it("that are dropped can be made again", async () => {
    const client = await openRawClient(localnet.url);
    localnet.dropConnections();
    expect(await client.closed).toBe(1006);
    const again = await openRawClient(localnet.url);
    expect((await again.call("system_name")).error).toBeUndefined();
    await again.close();
  });

  it("are refused while the node refuses, and those that exist stay", async () => {
    const client = await openRawClient(localnet.url);
    localnet.faults.isRefusing = true;
    await expect(openRawClient(localnet.url)).rejects.toThrow("503");
    expect((await client.call("system_name")).error).toBeUndefined();
    await client.close();
  });

  it("say nothing while the node is silent, and are not closed", async () => {
    const client = await openRawClient(localnet.url);
    await client.call("chain_subscribeNewHeads");
    await client.next();
    localnet.faults.isSilent = true;
    localnet.dev.mineBlocks(1);
    let hasAnswer = false;
    void client.call("system_name").then(() => (hasAnswer = true));
    // A round trip on another connection would be silent too: a ping and its answer pass below the node.
    await client.ping();
    expect(hasAnswer).toBe(false);
    localnet.faults.isSilent = false;
    expect((await client.call("system_chain")).error).toBeUndefined();
    expect(hasAnswer).toBe(false);
    await client.close();
  });

  it("are slow by as much as is wanted", async () => {
    const client = await openRawClient(localnet.url);
    localnet.faults.delayMs = 80;
    const startedAt = performance.now();
    await client.call("system_name");
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(75);
    await client.close();
  });
});

describe("a request", () => {
  let localnet: Localnet;
  beforeAll(async () => {
    localnet = await startLocalnet();
  });
  afterAll(() => localnet.close());

  it("is seen before it is carried out, and finds what was changed meanwhile", async () => {
    const client = await openRawClient(localnet.url);
    const seen: RequestSeen[] = [];
    localnet.faults.onRequest = (request) => {
      seen.push(request);
      localnet.dev.mineBlocks(1);
      return undefined;
    };
    const { result } = await client.call("chain_getHeader");
    expect(result).toMatchObject({ number: "0x1" });
    await client.call("state_getStorage", "0x00");
    expect(seen).toEqual([
      { method: "chain_getHeader", params: [] },
      { method: "state_getStorage", params: ["0x00"] },
    ]);
    await client.close();
  });

  it("can be answered in the node's place, calls and subscriptions alike", async () => {
    const client = await openRawClient(localnet.url);
    const error = { code: -32_000, message: "too many requests", data: "later" };
    localnet.faults.onRequest = ({ method }) =>
      method === "system_chain" ? { result: "Elsewhere" } : { error };
    expect((await client.call("system_chain")).result).toBe("Elsewhere");
    expect((await client.call("state_getMetadata")).error).toEqual(error);
    expect((await client.call("chain_subscribeNewHeads")).error).toEqual(error);
    await client.close();
  });
});

describe("a further endpoint", () => {
  it("serves the same chain, has faults of its own, and ends with the chain", async () => {
    const localnet = await startLocalnet();
    const other = await localnet.openEndpoint();
    const client = await openRawClient(other.url);
    localnet.faults.isSilent = true;
    localnet.dropConnections();
    expect((await client.call("chain_getBlockHash", 0)).result).toBe(localnet.genesisHash);
    await other.goOffline();
    await client.closed;
    await expect(openRawClient(other.url)).rejects.toThrow("ECONNREFUSED");
    await other.goOnline();
    const again = await openRawClient(other.url);
    await localnet.close();
    expect(await again.closed).toBe(1006);
  });
});

describe("a swapped hotkey", () => {
  it("leaves its UID and its axon to the new one, whose owner is the same", async () => {
    const client = await openClient();
    const { dev } = client.localnet;
    const [old, heir] = [developmentKey("//Old"), developmentKey("//Heir")];
    const netuid = await dev.createSubnet({ coldkey: "//Alice", hotkey: developmentKey("//Owner").address });
    await dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: old.address });
    const { error } = await client.send(
      client.tx("subtensorModule", "serveAxon", netuid, 0, 0x05050505, 8091, 4, 0, 0, 0),
      old,
    );
    expect(error).toBeUndefined();
    dev.swapHotkey(netuid, old.address, heir.address);
    expect([dev.uidOf(netuid, old.address), dev.uidOf(netuid, heir.address)]).toEqual([undefined, 1]);
    const axon = async (key: string): Promise<unknown> =>
      (await client.query("subtensorModule", "axons", netuid, key)).toJSON();
    expect(await axon(old.address)).toBeNull();
    expect(await axon(heir.address)).toMatchObject({ port: 8091 });
    const owner = async (key: string): Promise<string> =>
      (await client.query("subtensorModule", "owner", key)).toString();
    expect(await owner(heir.address)).toBe(await owner(old.address));
    await client.close();
  });
});
