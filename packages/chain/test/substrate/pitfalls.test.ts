import { silentLogger, type Logger } from "@headframe/kit";
import type { LocalnetOptions } from "@headframe/localnet";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectChain, type Chain, type Inclusion } from "../../src/index.js";
import { ConsoleSpy } from "../console-spy.js";
import { FaultyProxy } from "./faulty-proxy.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";

let subnet: Subnet;
let proxy: FaultyProxy;
let chain: Chain;
let output: ConsoleSpy;
let lines: string[];
const logger: Logger = {
  ...silentLogger,
  info: (_fields, message) => lines.push(message),
  warn: (_fields, message) => lines.push(message),
  child: () => logger,
};

const HOOK_TIMEOUT_MS = 60_000;

/** No block comes by itself. */
const NEVER_MS = 3_600_000;

/** Far longer than anything takes: a machine under load is no failure. */
const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 10_000 });

async function begin(options: LocalnetOptions): Promise<void> {
  lines = [];
  output = new ConsoleSpy();
  subnet = await openSubnet(options);
  proxy = await FaultyProxy.start(subnet.localnet.url);
  chain = await connectChain({ network: "local", endpoint: proxy.url }, { logger });
}

afterEach(async () => {
  await chain.close();
  await proxy.close();
  await subnet.dispose();
  expect(output.restore()).toEqual([]);
}, HOOK_TIMEOUT_MS);

const serve = (port = 8091): Promise<Inclusion> =>
  chain.serveAxon({ netuid: subnet.netuid, ip: "203.0.113.7", port, signer: subnet.registered });
const submissions = (): number => proxy.paramsOf("author_submitAndWatchExtrinsic").length;

/** Does something just before the node gets the next transaction. */
function beforeSubmission(fault: () => void): void {
  let isDue = true;
  proxy.onRequest = ({ method }) => {
    if (method !== "author_submitAndWatchExtrinsic" || !isDue) return undefined;
    isDue = false;
    fault();
    return undefined;
  };
}

/** Does something when the node has said that the transaction is in a block, before the client hears it. */
function beforeInclusionIsHeard(fault: () => void): void {
  let isDue = true;
  proxy.onAnswer = (answer) => {
    if (isDue && JSON.stringify(answer.params ?? null).includes('"inBlock"')) {
      isDue = false;
      fault();
    }
    return answer;
  };
}

describe("a runtime upgrade in flight", () => {
  beforeEach(() => begin({}), HOOK_TIMEOUT_MS);

  it("keeps the runtime APIs, which version 14 of the metadata lacks", async () => {
    const spec = subnet.localnet.dev.upgradeRuntime();
    await eventually(() => expect(chain.specVersion).toBe(spec));
    expect((await chain.metagraph(subnet.netuid)).neurons).toHaveLength(2);
    expect(proxy.paramsOf("state_getMetadata")).toEqual([]);
    await serve();
    expect(chain.isConnected).toBe(true);
  });

  it.each([0, 200])(
    "between signing and sending, %i ms away, has the transaction signed anew",
    async (delayMs) => {
      subnet.localnet.faults.delayMs = delayMs;
      beforeSubmission(() => subnet.localnet.dev.upgradeRuntime());
      await serve();
      expect(submissions()).toBeGreaterThan(1);
      expect(await chain.axonOf(subnet.netuid, subnet.registered.ss58)).toMatchObject({ port: 8091 });
    },
  );

  it("can happen again and again", async () => {
    for (let upgrade = 1; upgrade <= 5; upgrade++) {
      const spec = subnet.localnet.dev.upgradeRuntime();
      await eventually(() => expect(chain.specVersion).toBe(spec));
      expect((await chain.metagraph(subnet.netuid)).neurons).toHaveLength(2);
    }
    expect(lines).toEqual([]);
  });
});

describe("a transaction", () => {
  beforeEach(() => begin({ finalityLagBlocks: 2 }), HOOK_TIMEOUT_MS);

  it("whose era has passed before it was sent is signed anew", async () => {
    beforeSubmission(() => subnet.mineBlocks(130));
    await serve();
    expect(submissions()).toBe(2);
  });

  it("whose block was replaced is found in the block that took its place", async () => {
    beforeInclusionIsHeard(() => subnet.localnet.dev.fork(1));
    const { blockNumber, blockHash } = await serve();
    const axon = await chain.axonOf(subnet.netuid, subnet.registered.ss58);
    expect(axon).toMatchObject({ port: 8091, block: blockNumber });
    expect(blockHash).toHaveLength(32);
    expect(submissions()).toBe(1);
  });
});

describe("a transaction that waits", () => {
  beforeEach(() => begin({ blockTimeMs: NEVER_MS }), HOOK_TIMEOUT_MS);

  it.each(["usurped", "dropped", "invalid"] as const)("and is then %s is refused as such", async (status) => {
    const serving = serve().catch((error: unknown) => error);
    await eventually(() => expect(submissions()).toBe(1));
    await chain.bestHead();
    subnet.localnet.dev.endTransactions(status);
    expect(await serving).toMatchObject({
      code: "chain/transaction-refused",
      detail: { call: "serve_axon", reason: status },
    });
  });

  it("blocks its nonce: another one is signed anew with the next", async () => {
    const first = serve();
    await eventually(() => expect(submissions()).toBe(1));
    await chain.bestHead();
    const other = await connectChain({ network: "local", endpoint: proxy.url });
    let lies = 1;
    proxy.onAnswer = (answer, request) =>
      request?.method === "system_accountNextIndex" && lies-- > 0 ? { ...answer, result: 0 } : answer;
    const second = other.serveAxon({
      netuid: subnet.netuid,
      ip: "203.0.113.8",
      port: 8091,
      signer: subnet.registered,
    });
    const outcome = second.catch((error: unknown) => error);
    // 1014 for the first attempt; the second waits behind the transaction that has the nonce.
    await eventually(() => expect(submissions()).toBe(3));
    await other.bestHead();
    subnet.mineBlocks(1);
    await first;
    expect(await outcome).toMatchObject({
      code: expect.stringMatching(/^chain\/(serving-rate-limit|transaction-refused)$/),
    });
    await other.close();
  });
});

describe("a node", () => {
  beforeEach(() => begin({}), HOOK_TIMEOUT_MS);

  it("that is slow is waited for", async () => {
    subnet.localnet.faults.delayMs = 150;
    await serve();
    expect((await chain.metagraph(subnet.netuid)).neurons[1]?.axon).toMatchObject({ port: 8091 });
  });

  it("that turns us away for a while is dialled until it does not", async () => {
    subnet.localnet.faults.isRefusing = true;
    subnet.localnet.dropConnections();
    await eventually(() => expect(lines).toContain("chain endpoint cannot be reached"));
    await expect(chain.bestHead()).rejects.toMatchObject({ code: "chain/disconnected" });
    subnet.localnet.faults.isRefusing = false;
    await eventually(() => expect(chain.isConnected).toBe(true));
    await serve();
  });
});
