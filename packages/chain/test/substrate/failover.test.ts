import { errorMessage, silentLogger, systemClock, type Clock, type Logger } from "@headframe/kit";
import { startLocalnet, type Localnet } from "@headframe/localnet";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectChain, keypairFromUri, type Chain } from "../../src/index.js";
import { FaultyProxy } from "./faulty-proxy.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";
import { deadEndpoint } from "./scripted-node.js";

let subnet: Subnet;
let first: FaultyProxy;
let second: FaultyProxy;
let chain: Chain | undefined;
let other: Localnet | undefined;
let lines: string[];
/** Ahead of the machine's clocks by so much. */
let aheadMs: number;
const clock: Clock = {
  nowMs: () => systemClock.nowMs() + aheadMs,
  monotonicUs: () => systemClock.monotonicUs() + aheadMs * 1000,
};
const logger: Logger = {
  ...silentLogger,
  info: (_fields, message) => lines.push(message),
  warn: ({ err, reason }, message) =>
    lines.push(`${message}: ${err === undefined ? JSON.stringify(reason) : errorMessage(err)}`),
  child: () => logger,
};

/** The first connection loads the whole client library. */
const HOOK_TIMEOUT_MS = 60_000;
const HEAD_TIMEOUT_MS = 72_000;

/** Far longer than anything takes: a machine under load is no failure. */
const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 10_000 });

async function connect(...endpoints: readonly string[]): Promise<Chain> {
  chain = await connectChain(
    { network: "local", endpoints, headTimeoutMs: HEAD_TIMEOUT_MS },
    { logger, clock },
  );
  return chain;
}

// Taken before any test replaces the timers.
const { setTimeout: realSetTimeout } = globalThis;
const realPause = (ms: number): Promise<void> => new Promise((resolve) => void realSetTimeout(resolve, ms));

/** Lets time pass for timers and for the clock of the chain's client alike. */
async function pass(ms: number): Promise<void> {
  const stepMs = 1000;
  for (let passed = 0; passed < ms; passed += stepMs) {
    aheadMs += stepMs;
    await vi.advanceTimersByTimeAsync(stepMs);
    await realPause(2); // Answers come over real sockets, which know nothing of the time that passes here.
  }
}

beforeEach(async () => {
  lines = [];
  aheadMs = 0;
  subnet = await openSubnet();
  first = await FaultyProxy.start(subnet.localnet.url);
  second = await FaultyProxy.start(subnet.localnet.url);
}, HOOK_TIMEOUT_MS);

afterEach(async () => {
  vi.useRealTimers();
  await chain?.close();
  await other?.close();
  [chain, other] = [undefined, undefined];
  await first.close();
  await second.close();
  await subnet.dispose();
}, HOOK_TIMEOUT_MS);

describe("several endpoints", () => {
  it("are tried in order when connecting, and what is wrong with one is said", async () => {
    const dead = await deadEndpoint();
    const connected = await connect(dead, second.url);
    expect(connected.endpoint).toBe(second.url);
    expect(lines.join("\n")).toContain(`chain endpoint cannot be used: "cannot reach chain endpoint ${dead}`);
  });

  it("are all named when none can be reached", async () => {
    const [one, two] = [await deadEndpoint(), await deadEndpoint()];
    await expect(connect(one, two)).rejects.toMatchObject({
      code: "chain/endpoint-unreachable",
      message: expect.stringMatching(new RegExp(`^none of 2 chain endpoints.*${one}.*${two}`)),
    });
  });

  it("replace one that died within five seconds, heads included", async () => {
    const connected = await connect(first.url, second.url);
    const heads: number[] = [];
    connected.subscribeHeads(({ number }) => heads.push(number));
    const diedAt = performance.now();
    await first.close();
    await eventually(() => expect(connected).toMatchObject({ endpoint: second.url, isConnected: true }));
    expect(performance.now() - diedAt).toBeLessThan(5000);
    subnet.mineBlocks(1);
    await eventually(() => expect(heads.at(-1)).toBe(subnet.localnet.headNumber));
    expect(await connected.uidOf(subnet.netuid, subnet.registered.ss58)).toBe(1);
  });

  it("do not replace one by another chain", async () => {
    other = await startLocalnet({ balances: { [keypairFromUri("//Ferdie").ss58]: 1 } });
    const connected = await connect(first.url, other.url);
    first.dropConnections();
    await eventually(() => expect(lines.join("\n")).toContain("now leads to another chain"));
    await eventually(() => expect(connected).toMatchObject({ endpoint: first.url, isConnected: true }));
  });

  it("replace one that fell silent within ninety seconds", async () => {
    const connected = await connect(first.url, second.url);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    first.isSilent = true;
    const reading = connected.bestHead().catch((error: unknown) => error);
    await pass(85_000);
    vi.useRealTimers();
    expect(await reading).toMatchObject({ code: "chain/timeout" });
    await eventually(() => expect(connected.endpoint).toBe(second.url));
    expect((await connected.bestHead()).number).toBe(subnet.localnet.headNumber);
  });
});

describe("a node that answers", () => {
  /** The timers that look after the endpoints must be made under the test's control. */
  async function connectInTestTime(): Promise<Chain> {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    return connect(first.url, second.url);
  }

  it("is left when its blocks stand still", async () => {
    const connected = await connectInTestTime();
    await pass(HEAD_TIMEOUT_MS + 10_000);
    vi.useRealTimers();
    await eventually(() => expect(connected.endpoint).toBe(second.url));
    expect(lines.join("\n")).toMatch(/chain connection lost: no new block came for 7\d s/);
    await eventually(() => expect(connected.isConnected).toBe(true));
  });

  it("is kept as long as blocks come", async () => {
    const connected = await connectInTestTime();
    for (let round = 0; round < 3; round++) {
      subnet.mineBlocks(1);
      await pass(HEAD_TIMEOUT_MS / 2);
    }
    expect(connected.endpoint).toBe(first.url);
    expect(lines.join("\n")).not.toContain("lost");
  });

  it("is not returned to while it lags behind", async () => {
    const connected = await connectInTestTime();
    first.dropConnections();
    first.isSilent = true;
    await pass(6000);
    await eventually(() => expect(connected.endpoint).toBe(second.url));
    first.isSilent = false;
    first.onAnswer = (answer, request) =>
      request?.method === "chain_getHeader" ? { ...answer, result: { number: "0x1" } } : answer;
    let asked = 0;
    first.onRequest = ({ method }) => {
      if (method === "chain_getHeader") asked += 1;
      return undefined;
    };
    for (let minute = 0; minute < 6; minute++) {
      subnet.mineBlocks(1);
      await pass(60_000);
    }
    expect(asked).toBeGreaterThan(0);
    expect(connected.endpoint).toBe(second.url);
    expect(lines.join("\n")).not.toContain("returned");
  });

  it("is returned to when it is preferred and well again", async () => {
    const connected = await connectInTestTime();
    first.dropConnections();
    first.isSilent = true;
    await pass(6000);
    await eventually(() => expect(connected.endpoint).toBe(second.url));
    first.isSilent = false;
    // It is tried every few minutes; on a busy machine a try may take longer than its limit and come to nothing.
    for (let minute = 0; minute < 30 && connected.endpoint !== first.url; minute++) {
      subnet.mineBlocks(1);
      await pass(60_000);
    }
    vi.useRealTimers();
    expect(connected.endpoint).toBe(first.url);
    expect(lines).toContain("chain connection returned to a preferred endpoint");
    expect((await connected.bestHead()).number).toBe(subnet.localnet.headNumber);
  });
});
