import { errorMessage, silentLogger, type Logger } from "@headframe/kit";
import type { AnswerInstead } from "@headframe/localnet";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { connectChain, type Chain, type Inclusion } from "../../src/index.js";
import { JsonRpcSocket } from "../../src/substrate/json-rpc-socket.js";
import { SubtensorProvider } from "../../src/substrate/subtensor-provider.js";
import { ALICE, SERVE_AXON, STORAGE_KEYS } from "../golden.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";
import { metadataAnswer, metadataFrom, renamed } from "./node-metadata.js";
import { RequestSpy } from "./request-spy.js";
import { eventually, holdTime, hurried, pass } from "./test-time.js";

let subnet: Subnet;
let spy: RequestSpy;
let chain: Chain;
let lines: string[];
const logger: Logger = {
  ...silentLogger,
  warn: ({ err }, message) => lines.push(err === undefined ? message : `${message}: ${errorMessage(err)}`),
  child: () => logger,
};

/** The first connection loads the whole client library. */
const HOOK_TIMEOUT_MS = 60_000;

/** No block comes by itself. */
const NEVER_MS = 3_600_000;
const FINALITY_LAG_BLOCKS = 2;

/** A chain for the tests of one group, and a client for each. */
function shareSubnet(blockTimeMs: number | "instant"): void {
  beforeAll(async () => {
    subnet = await openSubnet({ blockTimeMs, finalityLagBlocks: FINALITY_LAG_BLOCKS });
    spy = new RequestSpy(subnet.localnet);
    subnet.localnet.dev.setSubnetParameters(subnet.netuid, { servingRateLimitBlocks: 0 });
    subnet.localnet.dev.fund(subnet.registered.ss58, 1);
  }, HOOK_TIMEOUT_MS);
  afterAll(() => subnet.dispose(), HOOK_TIMEOUT_MS);
  beforeEach(async () => {
    lines = [];
    chain = await connectChain({ network: "local", endpoint: subnet.localnet.url }, { logger });
  }, HOOK_TIMEOUT_MS);
  afterEach(async () => {
    vi.useRealTimers();
    subnet.localnet.faults.delayMs = 0;
    spy.reset();
    await chain.close();
    subnet.localnet.dev.endTransactions("dropped");
  }, HOOK_TIMEOUT_MS);
}

const serve = (port = 8091, client = chain): Promise<Inclusion> =>
  client.serveAxon({ netuid: subnet.netuid, ip: "203.0.113.7", port, signer: subnet.registered });
const submissions = (): number => spy.paramsOf("author_submitAndWatchExtrinsic").length;
const isSubmitted = (count = 1): Promise<unknown> => eventually(() => expect(submissions()).toBe(count));
const failureOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

/** Another transaction of the hotkey is in a block before the client's own gets to the node. */
const overtake = async (): Promise<void> => {
  const remark = { type: "System", value: { type: "remark", value: { remark: "0x00" } } } as const;
  await subnet.localnet.dev.submit("//Dave", remark);
};

/** From now on the client is told that this is the runtime's metadata. */
const answerMetadata = (metadata: Buffer): void =>
  spy.beforeEach("state_call", ([method]) =>
    method === "Metadata_metadata_at_version" ? metadataAnswer(metadata) : undefined,
  );

/** Clients ask for no block until `check` does not throw. Gives what ends that. */
function beforeBlocksAreRead(check: () => void): () => void {
  type Send = (...request: Parameters<SubtensorProvider["send"]>) => Promise<never>;
  const send: Send = Reflect.get(SubtensorProvider.prototype, "send");
  const spied = vi.spyOn(SubtensorProvider.prototype, "send");
  spied.mockImplementation(async function (this: SubtensorProvider, ...request) {
    if (request[0] === "chain_getBlock") await eventually(check);
    return send.apply(this, request);
  });
  return () => spied.mockRestore();
}

/** As the node counts it, what waits in its pool included. */
async function nextNonce(): Promise<number> {
  const socket = await JsonRpcSocket.open(subnet.localnet.url, new AbortController().signal);
  const nonce = await socket.request("system_accountNextIndex", [subnet.registered.ss58]);
  await socket.close();
  return Number(nonce);
}

describe("a transaction", () => {
  shareSubnet("instant");

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
    const [first, second] = spy.paramsOf("author_submitAndWatchExtrinsic").map(([bytes]) => bytes as string);
    expect(first?.endsWith(SERVE_AXON.call.slice(2))).toBe(true);
    expect(second?.endsWith(SERVE_AXON.callIPv6.slice(2))).toBe(true);

    spy.reset();
    await chain.axonOf(39, ALICE.ss58);
    await chain.uidOf(39, ALICE.ss58);
    await chain.servingRateLimit(39);
    const keys = spy.paramsOf("state_getStorage").map(([key]) => key);
    expect(keys).toEqual([STORAGE_KEYS.axons, STORAGE_KEYS.uids, STORAGE_KEYS.servingRateLimit]);
  });

  it("has a nonce of its own beside another one of the same key", async () => {
    const included = await Promise.all([serve(8091), serve(8092)]);
    expect(included[0].blockNumber).toBeLessThan(included[1].blockNumber);
    expect(submissions()).toBe(2);
  });

  it.each([
    ["its nonce was used", () => void overtake()],
    ["its era passed", () => subnet.mineBlocks(130)],
    ["the runtime was upgraded", () => void subnet.localnet.dev.upgradeRuntime()],
  ])("is signed anew when %s before it was sent", async (_what, fault) => {
    spy.beforeNext("author_submitAndWatchExtrinsic", () => {
      fault();
      return undefined;
    });
    const { blockNumber } = await hurried(serve);
    expect(submissions()).toBe(2);
    expect(await chain.axonOf(subnet.netuid, subnet.registered.ss58)).toMatchObject({ block: blockNumber });
  });

  it("is signed anew as well when the node is slow and was upgraded meanwhile", async () => {
    subnet.localnet.faults.delayMs = 200;
    spy.beforeNext("author_submitAndWatchExtrinsic", () => {
      subnet.localnet.dev.upgradeRuntime();
      return undefined;
    });
    await hurried(serve);
    expect(submissions()).toBeGreaterThan(1);
  });

  it("is not signed anew for a runtime of other shapes", async () => {
    const others = renamed(await metadataFrom(subnet.localnet.url), "placeholder2", "placeholder3");
    spy.beforeNext("author_submitAndWatchExtrinsic", () => {
      subnet.localnet.dev.upgradeRuntime();
      answerMetadata(others);
      return undefined;
    });
    expect(await hurried(() => failureOf(serve()))).toMatchObject({
      code: "chain/incompatible-runtime",
      message: expect.stringContaining("placeholder3"),
    });
  });

  it.each([
    ["full", 1016, "Immediately Dropped"],
    ["in doubt", 1011, "Unknown Transaction Validity"],
    ["limited by its provider", -32_005, "request limit reached"],
  ])("is not taken for impossible by a pool that is %s", async (_what, rpcCode, message) => {
    spy.beforeNext("author_submitAndWatchExtrinsic", () => ({ error: { code: rpcCode, message } }));
    expect(await failureOf(serve())).toMatchObject({
      code: "chain/request-failed",
      detail: { rpcCode },
      message: expect.stringContaining(message),
      hint: expect.stringContaining("try again later"),
    });
    expect(submissions()).toBe(1);
  });

  it("is looked for on chain, and not sent again, when the pool knew it already", async () => {
    const sentBefore = await JsonRpcSocket.open(subnet.localnet.url, new AbortController().signal);
    spy.beforeEach("author_submitAndWatchExtrinsic", (params) => {
      void sentBefore.request("author_submitExtrinsic", params);
      return { error: { code: 1013, message: "Transaction Already Imported" } };
    });
    const { blockNumber } = await hurried(serve);
    await sentBefore.close();
    expect(await chain.axonOf(subnet.netuid, subnet.registered.ss58)).toMatchObject({ block: blockNumber });
    expect(submissions()).toBe(1);
  });
});

describe("a transaction that waits for its block", () => {
  shareSubnet(NEVER_MS);

  it("is told by its block, while finality is behind", async () => {
    const serving = serve();
    await isSubmitted();
    subnet.mineBlocks(1);
    const { blockNumber } = await serving;
    const [best, finalized] = await Promise.all([chain.bestHead(), chain.finalizedHead()]);
    expect([best.number, finalized.number]).toEqual([blockNumber, blockNumber - FINALITY_LAG_BLOCKS]);
  });

  it("is told by its block also when the nonce before its own came later", async () => {
    const nonce = await nextNonce();
    spy.beforeNext("system_accountNextIndex", () => ({ result: nonce + 1 }));
    const serving = serve();
    await isSubmitted();
    subnet.mineBlocks(1);
    expect(await nextNonce()).toBe(nonce); // It waits for its turn.
    await overtake();
    expect(await serving).toMatchObject({ blockNumber: subnet.localnet.headNumber });
  });

  it("is found in the block that took the place of its first", async () => {
    const serving = serve();
    await isSubmitted();
    subnet.mineBlocks(1);
    subnet.localnet.dev.fork(1); // Before the client reads the block that it is told of.
    const { blockNumber, blockHash } = await hurried(() => serving);
    const axon = await chain.axonOf(subnet.netuid, subnet.registered.ss58);
    expect(axon).toMatchObject({ port: 8091, block: blockNumber });
    expect(blockHash).toHaveLength(32);
    expect(submissions()).toBe(1);
  });

  it("is looked for on chain when the runtime was upgraded before its block was read", async () => {
    const others = renamed(await metadataFrom(subnet.localnet.url), "AxonServed", "AxonSevers");
    const { specVersion } = chain;
    const restore = beforeBlocksAreRead(() => {
      if (chain.specVersion === specVersion) throw new Error("the client knows nothing of the upgrade yet");
    });
    onTestFinished(restore);
    const serving = serve();
    await isSubmitted();
    answerMetadata(others);
    subnet.mineBlocks(1);
    const { headNumber } = subnet.localnet;
    subnet.localnet.dev.upgradeRuntime();
    expect(await serving).toMatchObject({ blockNumber: headNumber });
  });

  it.each([
    ["usurped", () => subnet.localnet.dev.endTransactions("usurped")],
    ["dropped", () => subnet.localnet.dev.endTransactions("dropped")],
    ["invalid", () => subnet.localnet.dev.endTransactions("invalid")],
    ["invalid", () => subnet.localnet.dev.upgradeRuntime()],
  ] as const)("and is %s then is refused as such (%#)", async (reason, end) => {
    const serving = failureOf(serve());
    await isSubmitted();
    end();
    expect(await serving).toMatchObject({
      code: "chain/transaction-refused",
      detail: { call: "serve_axon", reason },
      hint: expect.stringContaining("same key"),
    });
  });

  it.each([
    ["without a block", () => undefined],
    [
      "when its block was replaced and the pool forgot it",
      () => {
        subnet.mineBlocks(1);
        subnet.localnet.dev.fork(1, { isDropping: true });
      },
    ],
  ])("is given up after two minutes %s, as possibly still coming", async (_what, fate) => {
    holdTime();
    const serving = failureOf(serve(8093));
    await isSubmitted();
    fate();
    await pass(120_000);
    const error = await serving;
    expect(error).toMatchObject({ code: "chain/transaction-lost", detail: { call: "serve_axon" } });
    expect(errorMessage(error)).toContain("203.0.113.7:8093");
  });

  it("ends with the client", async () => {
    const serving = failureOf(serve());
    await isSubmitted();
    await chain.close();
    expect(await serving).toMatchObject({ code: "chain/closed" });
  });

  it("keeps its nonce from another process: that one signs anew with the next", async () => {
    const other = await connectChain({ network: "local", endpoint: subnet.localnet.url });
    const nonce = await nextNonce();
    const first = serve(8091);
    await isSubmitted();
    spy.beforeNext("system_accountNextIndex", () => ({ result: nonce })); // Asked just before the first was sent.
    const second = hurried(() => serve(8092, other));
    await eventually(() => expect(submissions()).toBe(3));
    subnet.mineBlocks(1);
    const included = { blockNumber: subnet.localnet.headNumber };
    expect(await Promise.all([first, second])).toMatchObject([included, included]);
    await other.close();
  });
});

describe("a transaction whose birth block is ancient to the node", () => {
  shareSubnet("instant");

  /** Behind one address there may be several nodes: this head is of one that is far ahead of the others. */
  const ahead = (): AnswerInstead => {
    const hash = `0x${"77".repeat(32)}`;
    const number = "0x3f"; // The last of the first era: a young chain does not take it for one of an era before.
    return {
      result: { parentHash: hash, number, stateRoot: hash, extrinsicsRoot: hash, digest: { logs: [] } },
    };
  };

  it("is signed anew with the head of the next look", async () => {
    spy.beforeNext("chain_getHeader", ahead);
    const { blockNumber } = await hurried(serve);
    expect(blockNumber).toBe(subnet.localnet.headNumber);
    expect(submissions()).toBe(2);
  });

  it("is refused in the node's words when that goes on, as what passes", async () => {
    spy.beforeEach("chain_getHeader", ahead);
    const error = await hurried(() => failureOf(serve()));
    expect(error).toMatchObject({
      code: "chain/transaction-refused",
      detail: {
        call: "serve_axon",
        reason: "Invalid Transaction: Transaction has an ancient birth block",
      },
      cause: { rpcCode: 1010, data: "Transaction has an ancient birth block" },
    });
    expect(submissions()).toBe(3);
  });
});
