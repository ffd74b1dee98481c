import { errorMessage, silentLogger, type Logger } from "@headframe/kit";
import { startLocalnet, type Localnet, type LocalnetEndpoint } from "@headframe/localnet";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connectChain, keypairFromUri, type Chain } from "../../src/index.js";
import { EndpointWatch } from "../../src/substrate/endpoint-watch.js";
import type { SubtensorProvider } from "../../src/substrate/subtensor-provider.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";
import { RequestSpy } from "./request-spy.js";
import { deadEndpoint } from "./scripted-node.js";
import { clock, eventually, holdTime, pass } from "./test-time.js";

let subnet: Subnet;
/** Two nodes of the same chain. */
let first: LocalnetEndpoint;
let second: LocalnetEndpoint;
let chain: Chain | undefined;
let other: Localnet | undefined;
let lines: string[];
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
const MINUTE_MS = 60_000;

async function connect(...endpoints: readonly string[]): Promise<Chain> {
  chain = await connectChain(
    { network: "local", endpoints, headTimeoutMs: HEAD_TIMEOUT_MS },
    { logger, clock },
  );
  return chain;
}

beforeAll(async () => {
  subnet = await openSubnet();
}, HOOK_TIMEOUT_MS);
afterAll(() => subnet.dispose());

beforeEach(async () => {
  lines = [];
  [first, second] = await Promise.all([subnet.localnet.openEndpoint(), subnet.localnet.openEndpoint()]);
});
afterEach(async () => {
  vi.useRealTimers();
  await chain?.close();
  await other?.close();
  [chain, other] = [undefined, undefined];
  await first.goOffline();
  await second.goOffline();
}, HOOK_TIMEOUT_MS);

describe("a node that is restarted", () => {
  const isBack = () => eventually(() => expect(lines).toContain("chain connection is back"));

  it("is found again, with its heads, and nothing is asked of it twice", async () => {
    const connected = await connect(first.url);
    const spy = new RequestSpy(first);
    const heads: number[] = [];
    connected.subscribeHeads(({ number }) => heads.push(number));
    for (let loss = 1; loss <= 3; loss++) {
      lines = [];
      first.dropConnections();
      await isBack();
      for (const method of ["chain_getBlockHash", "chain_subscribeNewHeads", "state_subscribeRuntimeVersion"])
        await eventually(() => expect(spy.paramsOf(method)).toHaveLength(loss));
    }
    subnet.mineBlocks(1);
    const { number } = await connected.bestHead();
    await eventually(() => expect(heads.at(-1)).toBe(number));
    expect(heads.filter((head) => head === number)).toHaveLength(1);
  });

  it("is not waited for when the client is closed while it is away", async () => {
    const connected = await connect(first.url);
    await first.goOffline();
    await eventually(() => expect(connected.isConnected).toBe(false));
    await connected.close();
    await expect(connected.bestHead()).rejects.toMatchObject({ code: "chain/closed" });
  });
});

describe("a client that was closed", () => {
  it("leaves no timer and no socket that would keep the process", async () => {
    const sockets = (): number =>
      process.getActiveResourcesInfo().filter((resource) => resource === "TCPSocketWrap").length;
    const before = sockets();
    holdTime();
    const connected = await connect(first.url, second.url);
    await connected.bestHead();
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    expect(sockets()).toBeGreaterThan(before);
    await connected.close();
    expect(vi.getTimerCount()).toBe(0);
    // The node's end of the connection is in this process too, and closes some turns later.
    for (let turn = 0; turn < 1000 && sockets() > before; turn++) await new Promise(setImmediate);
    expect(sockets()).toBeLessThanOrEqual(before);
  });
});

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
    await first.goOffline();
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
    holdTime();
    first.faults.isSilent = true;
    const reading = connected.bestHead().catch((error: unknown) => error);
    const tookMs = await pass(90_000, { isReached: () => connected.endpoint === second.url });
    expect(tookMs).toBeLessThan(90_000);
    expect(await reading).toMatchObject({ code: "chain/timeout" });
    expect((await connected.bestHead()).number).toBe(subnet.localnet.headNumber);
  });
});

describe("a node that answers", () => {
  /** The timers that look after the endpoints must be made under the test's control. */
  async function connectInTestTime(): Promise<Chain> {
    holdTime();
    return connect(first.url, second.url);
  }

  /** The preferred node is lost, and is there again once the other one is in use. */
  async function moveToSecond(connected: Chain): Promise<void> {
    first.dropConnections();
    first.faults.isSilent = true;
    await pass(30_000, { isReached: () => connected.endpoint === second.url });
    expect(connected.endpoint).toBe(second.url);
    first.faults.isSilent = false;
  }

  it("is left when its blocks stand still", async () => {
    const connected = await connectInTestTime();
    await pass(HEAD_TIMEOUT_MS + 20_000, { isReached: () => connected.endpoint === second.url });
    expect(connected).toMatchObject({ endpoint: second.url, isConnected: true });
    expect(lines.join("\n")).toMatch(/chain connection lost: no new block came for 7\d s/);
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
    await moveToSecond(connected);
    const spy = new RequestSpy(first);
    spy.beforeEach("chain_getHeader", () => ({ result: { number: "0x1" } }));
    const isReached = () => spy.paramsOf("chain_getHeader").length > 0;
    for (let minute = 0; minute < 30 && !isReached(); minute++) {
      subnet.mineBlocks(1);
      await pass(MINUTE_MS, { isReached });
    }
    expect(isReached()).toBe(true);
    await pass(10_000);
    expect(connected.endpoint).toBe(second.url);
    expect(lines.join("\n")).not.toContain("returned");
  });

  it("is returned to when it is preferred and well again", async () => {
    const connected = await connectInTestTime();
    await moveToSecond(connected);
    const isReached = () => connected.endpoint === first.url;
    // It is tried every few minutes; on a busy machine a try may take longer than its limit and come to nothing.
    for (let minute = 0; minute < 30 && !isReached(); minute++) {
      subnet.mineBlocks(1);
      await pass(MINUTE_MS, { isReached });
    }
    expect(connected.endpoint).toBe(first.url);
    expect(lines).toContain("chain connection returned to a preferred endpoint");
    expect((await connected.bestHead()).number).toBe(subnet.localnet.headNumber);
  });

  it("is not taken for one that stands still because another one lied about its height", async () => {
    holdTime();
    const givenUp: string[] = [];
    let onConnected = (): void => undefined;
    const provider = {
      isConnected: true,
      on: (_event: string, listener: () => void) => {
        onConnected = listener;
        return () => undefined;
      },
      giveUp: (reason: string) => {
        givenUp.push(reason);
        onConnected();
      },
    };
    const watch = new EndpointWatch(HEAD_TIMEOUT_MS, {
      provider: provider as unknown as SubtensorProvider,
      clock,
      logger,
    });
    watch.start();
    const noteHead = (number: number): void => watch.noteHead({ number, hash: new Uint8Array(32) });
    noteHead(1_000_000_000);
    await pass(HEAD_TIMEOUT_MS + 20_000, { isReached: () => givenUp.length > 0 });
    for (let number = 1; number <= 3; number++) {
      noteHead(number);
      await pass(HEAD_TIMEOUT_MS / 2);
    }
    watch.stop();
    expect(givenUp).toHaveLength(1);
  });
});
