import {
  connectChain,
  keypairFromSeed,
  keypairFromUri,
  type Chain,
  type RegisterRequest,
} from "../../src/index.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSubnet, type Subnet } from "./localnet-fixture.js";
import { metadataAnswer, metadataFrom, renamed } from "./node-metadata.js";
import { RequestSpy } from "./request-spy.js";
import { eventually, hurried } from "./test-time.js";

/** The first connection loads the whole client library. */
const HOOK_TIMEOUT_MS = 60_000;

let subnet: Subnet;
let chain: Chain;

const request = (): RegisterRequest => ({
  netuid: subnet.netuid,
  hotkey: subnet.unregistered.ss58,
  maxPriceRao: 10n * subnet.priceRao,
  signer: subnet.payer,
});

describe("a registration", () => {
  beforeEach(async () => {
    subnet = await openSubnet();
    chain = await connectChain({ network: "local", endpoint: subnet.localnet.url });
  }, HOOK_TIMEOUT_MS);
  afterEach(async () => {
    await chain.close();
    await subnet.dispose();
  }, HOOK_TIMEOUT_MS);

  it("is refused on a subnet that takes none", async () => {
    const { localnet, netuid } = subnet;
    localnet.dev.setSubnetParameters(netuid, { registrationAllowed: false });
    expect(await chain.registrationTerms(netuid)).toMatchObject({ isOpen: false });
    await expect(chain.register(request())).rejects.toMatchObject({
      code: "chain/registration-closed",
      detail: { netuid },
      hint: expect.any(String),
    });
  });

  it("is refused for a hotkey of another coldkey", async () => {
    const { localnet, unregistered } = subnet;
    const elsewhere = await localnet.dev.createSubnet({
      coldkey: "//Alice",
      hotkey: keypairFromUri("//Ferdie").ss58,
    });
    await localnet.dev.registerNeuron({ netuid: elsewhere, coldkey: "//Alice", hotkey: unregistered.ss58 });
    await expect(chain.register(request())).rejects.toMatchObject({
      code: "chain/foreign-hotkey",
      detail: { hotkey: unregistered.ss58, coldkey: subnet.payer.ss58 },
    });
  });

  it("is refused on the root network", async () => {
    await expect(chain.register({ ...request(), netuid: 0 })).rejects.toMatchObject({
      code: "chain/registration-closed",
    });
  });

  it("is refused by the pool when not even the fee can be paid, and keeps the pool's answer", async () => {
    const poor = keypairFromSeed(new Uint8Array(32).fill(78));
    await expect(chain.register({ ...request(), signer: poor })).rejects.toMatchObject({
      code: "chain/balance-too-low",
      detail: { coldkey: poor.ss58 },
      cause: { rpcCode: 1010 },
    });
  });

  it("burns nothing when the price has risen above the limit since it was looked at", async () => {
    const { localnet, netuid, payer, priceRao } = subnet;
    const before = await chain.balanceOf(payer.ss58);
    localnet.dev.setSubnetParameters(netuid, { burnRao: 20n * priceRao });
    await expect(chain.register(request())).rejects.toMatchObject({
      code: "chain/price-too-high",
      detail: { maxPriceRao: String(10n * priceRao) },
    });
    expect(before - (await chain.balanceOf(payer.ss58))).toBeLessThan(priceRao);
  });

  it("is found in the chain's state when its watch was lost with the connection, and sent once", async () => {
    const spy = new RequestSpy(subnet.localnet);
    spy.beforeNext("author_submitAndWatchExtrinsic", () => {
      setImmediate(() => subnet.localnet.dropConnections());
      return undefined;
    });
    const { uid, blockNumber, blockHash } = await hurried(() => chain.register(request()));
    expect(await chain.uidOf(subnet.netuid, subnet.unregistered.ss58)).toBe(uid);
    expect(await chain.registeredAt(subnet.netuid, uid)).toBe(blockNumber);
    expect(blockHash).toHaveLength(32);
    expect(spy.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(1);
  });
});

/** Length, version, address, kind of signature and signature come before it. */
const ERA_OFFSET = 2 + 1 + 33 + 1 + 64;

describe("a registration on a chain without a call that holds a limit", () => {
  let spy: RequestSpy;
  let current: Buffer;
  beforeEach(async () => {
    subnet = await openSubnet();
    current = await metadataFrom(subnet.localnet.url);
    const older = renamed(current, "register_limit", "register_limbo");
    spy = new RequestSpy(subnet.localnet);
    spy.beforeEach("state_call", ([method]) =>
      method === "Metadata_metadata_at_version" ? metadataAnswer(older) : undefined,
    );
    chain = await connectChain({ network: "local", endpoint: subnet.localnet.url });
  }, HOOK_TIMEOUT_MS);
  afterEach(async () => {
    await chain.close();
    await subnet.dispose();
  }, HOOK_TIMEOUT_MS);

  it("is sent for the price that was agreed to, and is valid for eight blocks alone", async () => {
    const { netuid, unregistered, priceRao } = subnet;
    expect(await chain.registrationTerms(netuid)).toMatchObject({ canLimitPrice: false });
    const { uid } = await chain.register({ ...request(), maxPriceRao: priceRao });
    expect(await chain.uidOf(netuid, unregistered.ss58)).toBe(uid);
    const [[transaction] = []] = spy.paramsOf("author_submitAndWatchExtrinsic");
    const era = Buffer.from(String(transaction).slice(2), "hex").subarray(ERA_OFFSET);
    expect((era[0] ?? 0) & 15).toBe(Math.log2(8) - 1);
  });

  it("is signed anew with the limit when an upgrade brought the call", async () => {
    spy.beforeNext("author_submitAndWatchExtrinsic", () => {
      subnet.localnet.dev.upgradeRuntime();
      spy.beforeEach("state_call", ([method]) =>
        method === "Metadata_metadata_at_version" ? metadataAnswer(current) : undefined,
      );
      return undefined;
    });
    const { uid } = await hurried(() => chain.register(request()));
    expect(await chain.uidOf(subnet.netuid, subnet.unregistered.ss58)).toBe(uid);
    const sent = spy.paramsOf("author_submitAndWatchExtrinsic").map(([bytes]) => String(bytes));
    const limit = Buffer.alloc(8);
    limit.writeBigUInt64LE(10n * subnet.priceRao);
    expect(sent.map((bytes) => bytes.endsWith(limit.toString("hex")))).toEqual([false, true]);
  });

  it("is not priced by an item of another type", async () => {
    const others = renamed(renamed(current, "Burn", "Bern"), "Keys", "Burn");
    spy.beforeEach("state_call", ([method]) =>
      method === "Metadata_metadata_at_version" ? metadataAnswer(others) : undefined,
    );
    const specVersion = subnet.localnet.dev.upgradeRuntime();
    await eventually(() => expect(chain.specVersion).toBe(specVersion));
    await expect(chain.registrationTerms(subnet.netuid)).rejects.toMatchObject({
      code: "chain/incompatible-runtime",
      detail: { differences: ["storage Burn is (u16,u16) => AccountId32, expected u16 => u64"] },
    });
  });

  it("is not sent when the price has risen since", async () => {
    const { localnet, netuid, priceRao } = subnet;
    localnet.dev.setSubnetParameters(netuid, { burnRao: 3n * priceRao });
    await expect(chain.register({ ...request(), maxPriceRao: priceRao })).rejects.toMatchObject({
      code: "chain/price-too-high",
      detail: { maxPriceRao: String(priceRao) },
      hint: expect.stringContaining("nothing was burned"),
    });
    expect(spy.paramsOf("author_submitAndWatchExtrinsic")).toEqual([]);
  });
});
