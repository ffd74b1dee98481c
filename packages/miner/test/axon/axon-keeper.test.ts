import { type AxonInfo, ChainError, keypairFromSeed } from "@headframe/chain";
import { type Logger, silentLogger } from "@headframe/kit";
import { FakeChain } from "@headframe/testkit/chain";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AxonKeeper, type AxonKeeperOptions } from "../../src/axon/axon-keeper.js";
import { ExternalAddress } from "../../src/axon/external-address.js";
import { AxonError } from "../../src/axon/errors.js";
import type { AxonEvent } from "../../src/axon/standing.js";
import { ManualClock } from "../support/manual-clock.js";

const NETUID = 39;
const RATE_LIMIT_BLOCKS = 50;
const LOOK_MS = 6000;
const [hotkey, stranger] = [1, 2].map((byte) => keypairFromSeed(new Uint8Array(32).fill(byte))) as [
  ReturnType<typeof keypairFromSeed>,
  ReturnType<typeof keypairFromSeed>,
];
const signal = new AbortController().signal;

let chain: FakeChain;
let clock: ManualClock;
let events: AxonEvent[];
let logged: string[];
let ip: string;
let keeper: AxonKeeper | undefined;
const write =
  (level: string): Logger["info"] =>
  (_fields, message) =>
    logged.push(`${level}: ${message}`);
const logger: Logger = {
  ...silentLogger,
  info: write("info"),
  warn: write("warn"),
  error: write("error"),
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  chain = new FakeChain({ servingRateLimitBlocks: RATE_LIMIT_BLOCKS });
  chain.setNeuron(NETUID, { hotkey: hotkey.ss58, coldkey: stranger.ss58 });
  clock = new ManualClock();
  [events, logged, ip] = [[], [], "192.0.2.1"];
});
afterEach(async () => {
  await keeper?.stop();
  keeper = undefined;
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function keep(options: Partial<AxonKeeperOptions> = {}): AxonKeeper {
  keeper = new AxonKeeper(
    {
      netuid: NETUID,
      uid: 0,
      externalIp: () => ip,
      port: () => 8091,
      ...options,
    },
    { chain, hotkey, observer: { onAxonEvent: (event) => events.push(event) }, clock, logger },
  );
  return keeper;
}

const onChain = (): Promise<AxonInfo | null> => chain.axonOf(NETUID, hotkey.ss58);
const look = (): Promise<unknown> => vi.advanceTimersByTimeAsync(LOOK_MS);

function passBlocks(count: number): void {
  for (let block = 0; block < count; block++) chain.produceBlock();
}

/** What another process with our hotkey would do. */
async function serveElsewhere(): Promise<void> {
  passBlocks(RATE_LIMIT_BLOCKS);
  await chain.serveAxon({ netuid: NETUID, ip: "198.51.100.9", port: 1, signer: hotkey });
}

describe("the axon", () => {
  test("is served when it is missing, and never again while it is right", async () => {
    await keep().start(signal);
    expect(await onChain()).toMatchObject({ ip: "192.0.2.1", port: 8091 });
    expect(keeper?.standing).toMatchObject({ state: "published", reason: "", uid: 0 });
    const served = await onChain();
    passBlocks(RATE_LIMIT_BLOCKS * 2);
    await look();
    await look();
    expect(await onChain()).toEqual(served);
    expect(events).toEqual(["served"]);
  });

  test("is not served by a restarted miner at the same address, however that is spelt", async () => {
    ip = "2001:db8::1";
    await keep().start(signal);
    await keeper?.stop();
    ip = "2001:DB8:0:0::0:1";
    await keep().start(signal);
    expect(keeper?.standing?.state).toBe("published");
    expect(events).toEqual(["served"]);
  });

  test("waits for the block in which the rate limit allows it, and is served then", async () => {
    await serveElsewhere();
    const serveAtBlock = (await chain.bestHead()).number + RATE_LIMIT_BLOCKS;
    await keep().start(signal);
    expect(keeper?.standing).toMatchObject({ state: "waiting", serveAtBlock });
    expect(keeper?.standing?.reason).toContain(`in block ${serveAtBlock}`);
    passBlocks(RATE_LIMIT_BLOCKS - 1);
    await look();
    expect(keeper?.standing?.state).toBe("waiting");
    chain.produceBlock();
    await look();
    expect(keeper?.standing?.state).toBe("published");
    expect((await onChain())?.ip).toBe("192.0.2.1");
    expect(logged.filter((line) => line === "warn: axon on chain")).toHaveLength(1);
  });

  test("is served anew when the machine's address has changed", async () => {
    await keep().start(signal);
    passBlocks(RATE_LIMIT_BLOCKS);
    ip = "192.0.2.2";
    await look();
    expect((await onChain())?.ip).toBe("192.0.2.2");
    expect(events).toEqual(["served", "address_changed", "served"]);
  });

  test("is served again when it was lost", async () => {
    await keep().start(signal);
    chain.setNeuron(NETUID, { hotkey: hotkey.ss58, axon: null });
    await look();
    expect((await onChain())?.ip).toBe("192.0.2.1");
    expect(events).toEqual(["served", "lost", "served"]);
  });

  test("waits for the rate limit, too, when it was reset to the address 0", async () => {
    await keep().start(signal);
    passBlocks(RATE_LIMIT_BLOCKS);
    const { blockNumber } = await chain.serveAxon({ netuid: NETUID, ip: "0.0.0.0", port: 1, signer: hotkey });
    const serving = vi.spyOn(chain, "serveAxon");
    await look();
    expect(keeper?.standing).toMatchObject({
      state: "waiting",
      serveAtBlock: blockNumber + RATE_LIMIT_BLOCKS,
    });
    passBlocks(RATE_LIMIT_BLOCKS - 1);
    await look();
    expect(serving).not.toHaveBeenCalled();
    chain.produceBlock();
    await look();
    expect((await onChain())?.ip).toBe("192.0.2.1");
    expect(events).toEqual(["served", "lost", "served"]);
  });

  test("stays published in our books while the chain cannot be read", async () => {
    await keep().start(signal);
    chain.loseConnection();
    await look();
    expect(keeper?.standing?.state).toBe("published");
    chain.restoreConnection();
    await look();
    expect(events).toEqual(["served"]);
  });

  test("waits for a chain that is out of reach when the miner starts", async () => {
    chain.loseConnection();
    await keep().start(signal);
    expect(keeper?.standing?.state).toBe("waiting");
    chain.restoreConnection();
    await look();
    expect(keeper?.standing?.state).toBe("published");
  });
});

describe("somebody else who serves with our hotkey", () => {
  test("is overruled when the rate limit allows it", async () => {
    await keep().start(signal);
    await serveElsewhere();
    await look();
    expect(keeper?.standing?.state).toBe("waiting");
    passBlocks(RATE_LIMIT_BLOCKS);
    await look();
    expect((await onChain())?.ip).toBe("192.0.2.1");
    expect(events).toEqual(["served", "overwritten", "served"]);
  });

  test("is noticed by a miner that knows its address from the chain alone", async () => {
    await chain.serveAxon({ netuid: NETUID, ip: "9.9.9.9", port: 8091, signer: hotkey });
    const address = new ExternalAddress(
      { configured: undefined, network: "finney", echoServices: [] },
      { clock, logger, interfaces: () => ({}) },
    );
    await keep({ externalIp: (served) => address.find(served, signal) }).start(signal);
    expect(keeper?.standing?.state).toBe("published");
    passBlocks(RATE_LIMIT_BLOCKS);
    await chain.serveAxon({ netuid: NETUID, ip: "8.8.8.8", port: 8091, signer: hotkey });
    passBlocks(RATE_LIMIT_BLOCKS);
    await look();
    expect(events).toEqual(["overwritten", "served"]);
    expect(await onChain()).toMatchObject({ ip: "9.9.9.9", port: 8091 });
  });

  test("is left alone after the third time within an hour, with an alert", async () => {
    await keep().start(signal);
    for (let time = 1; time <= 3; time++) {
      await serveElsewhere();
      passBlocks(RATE_LIMIT_BLOCKS);
      await look();
    }
    expect(keeper?.standing?.state).toBe("contested");
    expect(keeper?.standing?.reason).toContain("198.51.100.9:1");
    expect((await onChain())?.ip).toBe("198.51.100.9");
    expect(logged.at(-1)).toBe("error: axon on chain");
    clock.advance(3_600_000);
    await look();
    expect(keeper?.standing?.state).toBe("published");
  });
});

describe("a hotkey that lost its UID", () => {
  test("is told apart as pruned, and served for again once it is registered", async () => {
    await keep().start(signal);
    const heir = keypairFromSeed(new Uint8Array(32).fill(3)).ss58;
    chain.replaceNeuron(NETUID, 0, heir);
    await look();
    expect(keeper?.standing?.state).toBe("unregistered");
    expect(keeper?.standing?.reason).toContain(`was pruned: UID 0 of subnet ${NETUID} belongs to ${heir}`);
    const errors = logged.filter((line) => line.startsWith("error")).length;
    await look();
    expect(logged.filter((line) => line.startsWith("error"))).toHaveLength(errors);
    chain.setNeuron(NETUID, { hotkey: hotkey.ss58 });
    await look();
    expect(keeper?.standing).toMatchObject({ state: "published", uid: 1 });
    expect(events).toEqual(["served", "unregistered", "registered_again", "served"]);
  });

  test("is told apart as swapped", async () => {
    await keep().start(signal);
    const heir = keypairFromSeed(new Uint8Array(32).fill(3)).ss58;
    chain.swapHotkey(NETUID, 0, heir);
    await look();
    expect(keeper?.standing?.reason).toContain(`hotkey ${hotkey.ss58} was swapped for ${heir}`);
  });

  test("is told apart as pruned by the next hotkey of its own coldkey", async () => {
    await keep().start(signal);
    const heir = keypairFromSeed(new Uint8Array(32).fill(3)).ss58;
    chain.replaceNeuron(NETUID, 0, heir);
    chain.setNeuron(NETUID, { hotkey: heir, coldkey: stranger.ss58 });
    await look();
    expect(keeper?.standing?.reason).toContain(`hotkey ${hotkey.ss58} was pruned`);
  });

  test("is told apart as swapped after it was registered again", async () => {
    await keep().start(signal);
    const [first, second] = [3, 4].map((byte) => keypairFromSeed(new Uint8Array(32).fill(byte)).ss58);
    chain.replaceNeuron(NETUID, 0, String(first));
    await look();
    chain.replaceNeuron(NETUID, 0, hotkey.ss58);
    await look();
    expect(keeper?.standing).toMatchObject({ state: "published", uid: 0 });
    chain.swapHotkey(NETUID, 0, String(second));
    await look();
    expect(keeper?.standing?.reason).toContain(`was swapped for ${second}`);
  });

  test("is told apart as gone with its subnet", async () => {
    await keep().start(signal);
    chain.removeSubnet(NETUID);
    await look();
    expect(keeper?.standing?.reason).toBe(`subnet ${NETUID} was removed from the chain`);
  });

  test("is told apart as gone with its subnet when another one has the netuid by then", async () => {
    await keep().start(signal);
    chain.removeSubnet(NETUID);
    chain.setNeuron(NETUID, { hotkey: stranger.ss58, coldkey: stranger.ss58 });
    await look();
    const { number } = await chain.bestHead();
    expect(keeper?.standing?.reason).toContain(
      `subnet ${NETUID} was removed from the chain, and its netuid is that of another subnet since block ${number}`,
    );
    expect(keeper?.standing?.reason).not.toContain("register again");
  });

  test("needs no explanation for its axon to be served", async () => {
    const unread = new ChainError({ code: "chain/request-failed", operation: "read" }, "no such storage");
    const reading = vi.spyOn(chain, "subnetRegisteredAt").mockRejectedValueOnce(unread);
    await keep().start(signal);
    expect(keeper?.standing?.state).toBe("published");
    await look();
    await look();
    expect(reading).toHaveBeenCalledTimes(2);
  });

  test("keeps a miner from starting", async () => {
    chain.removeSubnet(NETUID);
    await expect(keep().start(signal)).rejects.toMatchObject({ code: "axon/not-registered" });
  });
});

describe("an address that the chain refuses", () => {
  test("keeps a miner from starting, in the guide's words", async () => {
    const failure = await keep({ port: () => 0 })
      .start(signal)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "axon/not-served", cause: expect.any(ChainError) });
    expect((failure as Error).message).toMatch(/^Failed to serve axon on network at 192\.0\.2\.1:0: /);
  });

  test("is not sent again and again", async () => {
    await keep().start(signal);
    const serving = vi.spyOn(chain, "serveAxon");
    passBlocks(RATE_LIMIT_BLOCKS);
    ip = "no address";
    await look();
    await look();
    expect(keeper?.standing?.state).toBe("refused");
    expect(serving).toHaveBeenCalledTimes(1);
    clock.advance(600_000);
    await look();
    expect(serving).toHaveBeenCalledTimes(2);
    ip = "192.0.2.3";
    await look();
    expect(keeper?.standing?.state).toBe("published");
  });

  test("counts as refused when none is known any more", async () => {
    await keep({
      externalIp: () => {
        if (ip === "") throw new AxonError({ code: "axon/no-external-ip" }, "no address is known");
        return ip;
      },
    }).start(signal);
    ip = "";
    await look();
    expect(keeper?.standing).toMatchObject({ state: "refused", reason: "no address is known" });
    ip = "192.0.2.1";
    await look();
    expect(keeper?.standing?.state).toBe("published");
  });
});
