import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startLocalnet, type Localnet } from "../../src/index.js";
import { LONGEST_REQUEST_BYTES, MOST_CALLS_IN_BATCH, MOST_SUBSCRIPTIONS } from "../../src/rpc/connection.js";
import { openRawClient, type RawClient } from "../support/raw-client.js";

describe("the RPC server", () => {
  let localnet: Localnet;
  let client: RawClient;

  beforeAll(async () => {
    localnet = await startLocalnet();
    localnet.dev.mineBlocks(3);
  });
  afterAll(() => localnet.close());
  beforeEach(async () => {
    client = await openRawClient(localnet.url);
  });
  afterEach(() => client.close());

  const header = { number: "0x3" };

  it.each([
    ["what is not JSON", "{", null, -32_700],
    ["an empty message", "", null, -32_700],
    ["a number", "7", null, -32_600],
    ["an object that is no call", '{"id":5}', 5, -32_600],
    ["another version of JSON-RPC", '{"jsonrpc":"1.0","id":5,"method":"system_name"}', 5, -32_600],
    ["a method that is no string", '{"jsonrpc":"2.0","id":5,"method":7}', 5, -32_600],
    ["an empty batch", "[]", null, -32_600],
    ["an unknown method", '{"jsonrpc":"2.0","id":"x","method":"system_shutdown"}', "x", -32_601],
    ["a property of every object", '{"jsonrpc":"2.0","id":1,"method":"constructor"}', 1, -32_601],
    ["named parameters", '{"jsonrpc":"2.0","id":1,"method":"system_name","params":{}}', 1, -32_602],
    ["a missing parameter", '{"jsonrpc":"2.0","id":1,"method":"state_getStorage"}', 1, -32_602],
    [
      "a key that is no hex",
      '{"jsonrpc":"2.0","id":1,"method":"state_getStorage","params":["0xzz"]}',
      1,
      -32_602,
    ],
    [
      "a hash that is too short",
      '{"jsonrpc":"2.0","id":1,"method":"chain_getHeader","params":["0x12"]}',
      1,
      -32_602,
    ],
    [
      "a page that is too long",
      '{"jsonrpc":"2.0","id":1,"method":"state_getKeysPaged","params":["0x",1001]}',
      1,
      -32_602,
    ],
    [
      "a malformed address",
      '{"jsonrpc":"2.0","id":1,"method":"system_accountNextIndex","params":["5Grw"]}',
      1,
      -32_602,
    ],
    [
      "an unknown subscription",
      '{"jsonrpc":"2.0","id":1,"method":"state_unsubscribeStorage","params":["9"]}',
      1,
      -32_602,
    ],
    [
      "an unknown runtime API",
      '{"jsonrpc":"2.0","id":1,"method":"state_call","params":["Nothing_at_all","0x"]}',
      1,
      4003,
    ],
    [
      "too little input for one",
      '{"jsonrpc":"2.0","id":1,"method":"state_call","params":["AccountNonceApi_account_nonce","0x00"]}',
      1,
      4003,
    ],
    [
      "an unknown block",
      `{"jsonrpc":"2.0","id":1,"method":"state_getStorage","params":["0x00","0x${"11".repeat(32)}"]}`,
      1,
      4003,
    ],
  ])("answers %s with an error, and goes on", async (_what, message, id, code) => {
    client.send(message);
    expect(await client.next()).toMatchObject({ id, error: { code } });
    expect((await client.call("chain_getHeader")).result).toMatchObject(header);
  });

  it.each([
    ["garbage", "0x1234", 1001],
    ["nothing", "0x", 1001],
    ["a length that lies", "0xff00", 1001],
    ["unsigned", "0x0c040000", 1011],
    ["for authors of blocks alone", "0x2c0402000b00000000000000", 1011],
    ["cut short in its signature", "0x108400d435", 1002],
  ])("refuses a transaction that is %s", async (_what, transaction, code) => {
    const { error } = await client.call("author_submitExtrinsic", transaction);
    expect(error?.code).toBe(code);
    expect((await client.call("author_submitAndWatchExtrinsic", transaction)).error?.code).toBe(code);
  });

  it("does not answer a notification", async () => {
    client.send('{"jsonrpc":"2.0","method":"system_name"}');
    expect((await client.call("system_chain")).result).toBe("Headframe Localnet");
  });

  it("answers a batch in one message, up to a limit", async () => {
    const calls = (count: number): string =>
      JSON.stringify(
        Array.from({ length: count }, (_, id) => ({ jsonrpc: "2.0", id, method: "system_name" })),
      );
    client.send(calls(MOST_CALLS_IN_BATCH));
    expect(await client.next()).toHaveLength(MOST_CALLS_IN_BATCH);
    client.send(calls(MOST_CALLS_IN_BATCH + 1));
    expect(await client.next()).toMatchObject({ error: { code: -32_010 } });
  });

  it("answers a message that is too long, and cuts off one that is far too long", async () => {
    client.send(Buffer.alloc(LONGEST_REQUEST_BYTES + 1, " "));
    expect(await client.next()).toMatchObject({ id: null, error: { code: -32_007 } });
    expect((await client.call("system_name")).error).toBeUndefined();
    client.send(Buffer.alloc(LONGEST_REQUEST_BYTES + 2 * 1024 * 1024, " "));
    expect(await client.closed).toBe(1009);
  });

  it("limits the subscriptions of a connection", async () => {
    const opened = Array.from({ length: MOST_SUBSCRIPTIONS }, () =>
      client.call("state_subscribeStorage", []),
    );
    expect((await Promise.all(opened)).filter(({ error }) => error !== undefined)).toEqual([]);
    const { error } = await client.call("chain_subscribeNewHeads");
    expect(error?.code).toBe(-32_006);
  });

  it("sends the id of a subscription before its first notification", async () => {
    const { result } = await client.call("chain_subscribeNewHeads");
    const { method, params } = await client.next();
    expect({ method, subscription: params?.subscription }).toEqual({
      method: "chain_newHead",
      subscription: result,
    });
    expect((await client.call("chain_unsubscribeNewHeads", result)).result).toBe(true);
  });

  it("gives state and versions of a block that it has, and hashes of several at once", async () => {
    const { result: hashes } = await client.call("chain_getBlockHash", [0, "0x1", 99]);
    const [genesis, first, missing] = hashes as [string, string, null];
    expect([genesis, missing]).toEqual([localnet.genesisHash, null]);
    const systemNumber = "0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac";
    expect((await client.call("state_getStorage", systemNumber, first)).result).toBe("0x01000000");
    expect((await client.call("chain_getBlock", first)).result).toMatchObject({
      block: { header: { number: "0x1" } },
    });
    expect((await client.call("chain_getBlock", `0x${"11".repeat(32)}`)).result).toBeNull();
  });

  it("welcomes pages of this machine and the public explorer, and no others", async () => {
    for (const origin of ["http://localhost:3000", "https://polkadot.js.org"]) {
      await (await openRawClient(localnet.url, origin)).close();
    }
    for (const origin of [
      "https://example.com",
      "http://localhost.example.com",
      "https://polkadot.js.org.example.com",
    ]) {
      await expect(openRawClient(localnet.url, origin)).rejects.toThrow("403");
    }
  });

  it("tells a plain HTTP client to use a WebSocket", async () => {
    const response = await fetch(localnet.url.replace("ws:", "http:"));
    expect(response.status).toBe(426);
    expect(await response.text()).toContain("WebSocket");
  });
});
