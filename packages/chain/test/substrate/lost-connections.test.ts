import { startLocalnet } from "@headframe/localnet";
import type { Logger } from "@headframe/kit";
import { errorMessage, silentLogger } from "@headframe/kit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectChain, type Chain } from "../../src/index.js";
import { ALICE, SERVE_AXON, STORAGE_KEYS } from "../golden.js";
import { FaultyProxy } from "./faulty-proxy.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";

let subnet: Subnet;
let proxy: FaultyProxy;
let chain: Chain;
let lines: string[];
const logger: Logger = {
  ...silentLogger,
  info: (_fields, message) => lines.push(message),
  warn: ({ err }, message) => lines.push(err === undefined ? message : `${message}: ${errorMessage(err)}`),
  child: () => logger,
};

async function begin(blockTimeMs: number | "instant"): Promise<void> {
  lines = [];
  subnet = await openSubnet({ blockTimeMs });
  proxy = await FaultyProxy.start(subnet.localnet.url);
  chain = await connectChain({ network: "local", endpoint: proxy.url }, { logger });
}

async function end(): Promise<void> {
  vi.useRealTimers();
  await chain.close();
  await proxy.close();
  await subnet.dispose();
}

/** The first connection loads the whole client library. */
const HOOK_TIMEOUT_MS = 60_000;

/** Far longer than anything takes: a machine under load is no failure. */
const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 10_000 });
const isBack = () => eventually(() => expect(lines).toContain("chain connection is back"));

describe("a chain that is restarted", () => {
  beforeEach(() => begin("instant"), HOOK_TIMEOUT_MS);
  afterEach(end, HOOK_TIMEOUT_MS);

  it("is found again, with its heads, and nothing is asked of it twice", async () => {
    const heads: number[] = [];
    chain.subscribeHeads(({ number }) => heads.push(number));
    proxy.dropConnections();
    await isBack();
    expect(proxy.connectionCount).toBe(1);
    subnet.mineBlocks(1);
    const { number } = await chain.bestHead();
    await eventually(() => expect(heads.at(-1)).toBe(number));
    expect(heads.filter((head) => head === number)).toHaveLength(1);
  });

  it("is found again any number of times, each with one subscription to heads and one to the runtime", async () => {
    for (let loss = 1; loss <= 3; loss++) {
      lines = [];
      proxy.dropConnections();
      await isBack();
      await eventually(() => expect(proxy.paramsOf("chain_subscribeNewHeads")).toHaveLength(1 + loss));
      await eventually(() => expect(proxy.paramsOf("state_subscribeRuntimeVersion")).toHaveLength(1 + loss));
    }
  });

  it("is not taken for another chain on the same port, and is found when it returns", async () => {
    const { localnet } = subnet;
    const port = Number(new URL(localnet.url).port);
    await localnet.goOffline();
    const other = await startLocalnet({ port, balances: { [ALICE.ss58]: 1 } });
    await eventually(() => expect(lines.join("\n")).toContain("now leads to another chain"));
    expect(chain.isConnected).toBe(false);
    await expect(chain.bestHead()).rejects.toMatchObject({ code: "chain/disconnected" });
    await other.close();
    await localnet.goOnline();
    await isBack();
    expect((await chain.bestHead()).hash).toHaveLength(32);
  });

  it("is closed while it is away without waiting for it", async () => {
    await subnet.localnet.goOffline();
    await eventually(() => expect(chain.isConnected).toBe(false));
    await chain.close();
    await expect(chain.bestHead()).rejects.toMatchObject({ code: "chain/closed" });
  });
});

describe("a node that falls silent", () => {
  beforeEach(() => begin("instant"), HOOK_TIMEOUT_MS);
  afterEach(end, HOOK_TIMEOUT_MS);

  it("fails a read after 20 seconds, is given up after 30, and dialled again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    proxy.isSilent = true;
    const reading = chain.bestHead().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await reading).toMatchObject({ code: "chain/timeout", detail: { timeoutMs: 20_000 } });
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(chain.isConnected).toBe(false);
    expect(lines.join("\n")).toContain("left chain_getHeader unanswered for 30 s");
  });
});

describe("a transaction whose watch is lost", () => {
  beforeEach(() => begin(400), HOOK_TIMEOUT_MS);
  afterEach(end, HOOK_TIMEOUT_MS);

  it("is found in the chain's state when the connection is back", async () => {
    const { netuid, registered } = subnet;
    // Cut off once the node has it: the answer to the submission is the sign.
    proxy.onAnswer = (answer, request) => {
      if (request?.method === "author_submitAndWatchExtrinsic") setImmediate(() => proxy.dropConnections());
      return answer;
    };
    const serving = chain.serveAxon({ netuid, ip: "203.0.113.7", port: 8091, signer: registered });
    const { blockNumber, blockHash, extrinsicHash } = await serving;
    expect(lines.join("\n")).toContain("chain connection lost");
    const axon = await chain.axonOf(netuid, registered.ss58);
    expect(axon).toMatchObject({ ip: "203.0.113.7", port: 8091, block: blockNumber });
    expect(blockHash).toHaveLength(32);
    expect(extrinsicHash).toHaveLength(32);
    expect(proxy.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(1);
  });

  it("is given up after two minutes without a block, as possibly still coming", async () => {
    const { netuid, registered } = subnet;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    proxy.onRequest = ({ method }) =>
      method === "author_submitAndWatchExtrinsic" ? { result: "never" } : undefined;
    const serving = chain.serveAxon({ netuid, ip: "203.0.113.7", port: 8091, signer: registered });
    const outcome = serving.catch((error: unknown) => error);
    while (proxy.paramsOf("author_submitAndWatchExtrinsic").length === 0) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(120_000);
    const error = await outcome;
    expect(error).toMatchObject({ code: "chain/transaction-lost", detail: { call: "serve_axon" } });
    expect(errorMessage(error)).toContain("203.0.113.7:8091");
  });

  it("ends with the chain's closing", async () => {
    const { netuid, registered } = subnet;
    proxy.onRequest = ({ method }) =>
      method === "author_submitAndWatchExtrinsic" ? { result: "never" } : undefined;
    const serving = chain.serveAxon({ netuid, ip: "203.0.113.7", port: 8091, signer: registered });
    const outcome = serving.catch((error: unknown) => error);
    await eventually(() => expect(proxy.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(1));
    await chain.close();
    expect(await outcome).toMatchObject({ code: "chain/closed" });
  });
});

describe("what is sent to a node", () => {
  beforeEach(() => begin("instant"), HOOK_TIMEOUT_MS);
  afterEach(end, HOOK_TIMEOUT_MS);

  it("has the bytes that real runtimes expect", async () => {
    const serve = (ip: string) =>
      chain.serveAxon({
        netuid: 39,
        ip,
        port: 8091,
        protocol: 4,
        version: ip.includes(":") ? 0 : 10_002_000,
        signer: subnet.unregistered,
      });
    await expect(serve("203.0.0.5")).rejects.toMatchObject({ code: "chain/hotkey-not-registered" });
    await expect(serve("2001:db8::1")).rejects.toMatchObject({ code: "chain/hotkey-not-registered" });
    const [first, second] = proxy
      .paramsOf("author_submitAndWatchExtrinsic")
      .map(([bytes]) => bytes as string);
    expect(first?.endsWith(SERVE_AXON.call.slice(2))).toBe(true);
    expect(second?.endsWith(SERVE_AXON.callIPv6.slice(2))).toBe(true);

    await chain.axonOf(39, ALICE.ss58);
    await chain.uidOf(39, ALICE.ss58);
    await chain.servingRateLimit(39);
    const keys = proxy.paramsOf("state_getStorage").map(([key]) => key);
    expect(keys).toEqual([STORAGE_KEYS.axons, STORAGE_KEYS.uids, STORAGE_KEYS.servingRateLimit]);
  });

  it("has a nonce of its own for each of two transactions of one key at once", async () => {
    const { netuid, registered } = subnet;
    const request = { netuid, ip: "203.0.113.7", port: 8091, signer: registered };
    const [first, second] = await Promise.allSettled([chain.serveAxon(request), chain.serveAxon(request)]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ reason: { code: "chain/serving-rate-limit" } });
  });

  it("is signed anew when the nonce was overtaken", async () => {
    const { netuid, registered } = subnet;
    let lies = 1;
    proxy.onAnswer = (answer, request) => {
      if (request?.method !== "system_accountNextIndex" || lies-- <= 0) return answer;
      return { ...answer, result: 0 };
    };
    const serve = () => chain.serveAxon({ netuid, ip: "203.0.113.7", port: 8091, signer: registered });
    await serve();
    subnet.mineBlocks(subnet.servingRateLimitBlocks);
    lies = 1;
    await serve();
    expect(proxy.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(3);
  });
});

describe("a runtime upgrade while connected", () => {
  beforeEach(() => begin("instant"), HOOK_TIMEOUT_MS);
  afterEach(end, HOOK_TIMEOUT_MS);

  /** From now on the node claims a newer runtime, and says so to its subscribers. */
  function upgrade(): void {
    proxy.onAnswer = (answer) => raised(answer) as typeof answer;
    proxy.dropConnections();
  }

  function raised(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(raised);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === "specVersion" ? Number(inner) + 1 : raised(inner),
      ]),
    );
  }

  it("reads the newest metadata, not version 14, and keeps the runtime APIs", async () => {
    const before = chain.specVersion;
    upgrade();
    await eventually(() => expect(chain.specVersion).toBe(before + 1));
    expect(proxy.paramsOf("state_getMetadata")).toEqual([]);
    expect((await chain.metagraph(subnet.netuid)).neurons).toHaveLength(2);
  });

  it("does not end the process when the new metadata cannot be read, and reads it later", async () => {
    const before = chain.specVersion;
    let refusals = 1;
    proxy.onRequest = ({ method, params }) => {
      const isMetadata =
        method === "state_call" && Array.isArray(params) && params[0] === "Metadata_metadata_at_version";
      return isMetadata && refusals-- > 0
        ? { error: { code: -32000, message: "too many requests" } }
        : undefined;
    };
    upgrade();
    await eventually(() => expect(chain.specVersion).toBe(before + 1));
    expect(lines.join("\n")).toContain(
      "chain refused what the client needs; connecting anew: too many requests",
    );
  });
});
