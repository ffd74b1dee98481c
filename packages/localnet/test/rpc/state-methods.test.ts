import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentKey, startLocalnet, type Localnet } from "../../src/index.js";
import { subtensorStorage } from "../../src/runtime/pallets/subtensor/storage.js";
import { storageKey } from "../../src/state/storage.js";
import { toHex } from "../../src/scale/hex.js";
import { openRawClient, type RawClient } from "../support/raw-client.js";

describe("state methods", () => {
  let localnet: Localnet;
  let client: RawClient;
  let netuid: number;
  let from: string;
  const hotkeys = ["//One", "//Two", "//Three"].map((uri) => developmentKey(uri));

  beforeAll(async () => {
    localnet = await startLocalnet();
    client = await openRawClient(localnet.url);
    netuid = await localnet.dev.createSubnet({
      coldkey: "//Alice",
      hotkey: developmentKey("//Owner").address,
    });
    from = await call("chain_getBlockHash");
    for (const { address } of hotkeys)
      await localnet.dev.registerNeuron({ netuid, coldkey: "//Alice", hotkey: address });
  });
  afterAll(async () => {
    await client.close();
    await localnet.close();
  });

  const call = async <T>(method: string, ...params: readonly unknown[]): Promise<T> =>
    (await client.call(method, ...params)).result as T;
  const count = () => storageKey(subtensorStorage.SubnetworkN, [netuid]);

  it("give the changes of a value over a range of blocks, each with its block", async () => {
    const sets = await call<{ block: string; changes: [string, string][] }[]>(
      "state_queryStorage",
      [count()],
      from,
    );
    expect(sets.map(({ changes }) => changes[0]?.[1])).toEqual(["0x0100", "0x0200", "0x0300", "0x0400"]);
    expect(sets[0]?.block).toBe(from);
  });

  it("list keys page by page, in order and each once", async () => {
    const prefix = storageKey(subtensorStorage.Uids, [netuid]);
    const first = await call<string[]>("state_getKeysPaged", prefix, 3);
    const rest = await call<string[]>("state_getKeysPaged", prefix, 3, first.at(-1));
    expect([first.length, rest.length]).toEqual([3, 1]);
    expect([...first, ...rest]).toEqual([...first, ...rest].toSorted());
    const suffixes = hotkeys.map(({ publicKey }) => toHex(publicKey).slice(2));
    expect(suffixes.every((suffix) => [...first, ...rest].some((key) => key.endsWith(suffix)))).toBe(true);
  });

  it("give size and hash of a value, and null where there is none", async () => {
    expect(await call("state_getStorageSize", count())).toBe(2);
    expect(await call("state_getStorageHash", count())).toMatch(/^0x[0-9a-f]{64}$/);
    for (const method of ["state_getStorage", "state_getStorageSize", "state_getStorageHash"]) {
      expect(await call(method, "0xabcd")).toBeNull();
    }
  });

  it("name the runtime that is followed, and the implementation that this is", async () => {
    expect(await call("state_getRuntimeVersion")).toMatchObject({
      specName: "node-subtensor",
      implName: "headframe-localnet",
      specVersion: 424,
      transactionVersion: 1,
    });
  });

  it("offer metadata 14 and 15, and no other", async () => {
    const at = (version: string) => call<string>("state_call", "Metadata_metadata_at_version", version);
    expect(await call("state_call", "Metadata_metadata_versions", "0x")).toBe("0x080e0000000f000000");
    expect((await call<string>("state_getMetadata")).slice(0, 12)).toBe("0x6d6574610e");
    expect((await at("0x0f000000")).slice(2, 4)).toBe("01");
    expect(await at("0x10000000")).toBe("0x00");
  });

  it("know the nonce of an account, and the price of a subnet", async () => {
    const alice = toHex(developmentKey("//Alice").publicKey);
    expect(await call("state_call", "AccountNonceApi_account_nonce", alice)).toBe("0x05000000");
    const cost = await call("state_call", "SubnetRegistrationRuntimeApi_get_network_registration_cost", "0x");
    expect(cost).toBe("0x0010a5d4e8000000");
  });
});
