import type { Clock, Logger } from "@headframe/kit";
import { silentLogger } from "@headframe/kit";
import { FakeChain } from "@headframe/testkit/chain";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keypairFromUri, MetagraphView } from "../../src/index.js";

const alice = keypairFromUri("//Alice").ss58;
const bob = keypairFromUri("//Bob").ss58;
const NETUID = 2;

let chain: FakeChain;
let view: MetagraphView;
let lines: string[];
const clock: Clock = { nowMs: () => Date.now(), monotonicUs: () => Date.now() * 1000 };

beforeEach(() => {
  vi.useFakeTimers();
  chain = new FakeChain();
  chain.setNeuron(NETUID, { hotkey: alice, validatorPermit: true, stakeRao: 5n });
  lines = [];
  const logger: Logger = {
    ...silentLogger,
    info: (_fields, message) => lines.push(message),
    warn: (_fields, message) => lines.push(message),
    child: () => logger,
  };
  view = new MetagraphView(
    { netuid: NETUID, intervalMs: 1_000, staleAfterMs: 10_000 },
    { chain, clock, logger },
  );
});
afterEach(async () => {
  await view.stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const start = () => view.start(new AbortController().signal);

describe("a metagraph view", () => {
  it("knows every neuron by hotkey and by UID once started", async () => {
    expect(view.neuronByHotkey(alice)).toBeUndefined();
    await start();
    expect(view.neuronByHotkey(alice)).toMatchObject({ uid: 0, validatorPermit: true, stakeRao: 5n });
    expect(view.neuronByUid(0)?.hotkey).toBe(alice);
    expect(view.neuronByHotkey(bob)).toBeUndefined();
    expect(view.neuronByUid(1)).toBeUndefined();
  });

  it("does not start on a subnet that does not exist", async () => {
    const missing = new MetagraphView({ netuid: 99 }, { chain, clock });
    await expect(missing.start(new AbortController().signal)).rejects.toMatchObject({
      code: "chain/subnet-not-found",
    });
    await missing.stop();
  });

  it("sees what a new block changed within one interval", async () => {
    await start();
    chain.setNeuron(NETUID, { hotkey: bob });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(view.neuronByHotkey(bob)?.uid).toBe(1);
  });

  it("forgets a hotkey whose UID went to another", async () => {
    await start();
    chain.replaceNeuron(NETUID, 0, bob);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(view.neuronByHotkey(alice)).toBeUndefined();
    expect(view.neuronByHotkey(bob)).toMatchObject({ uid: 0, validatorPermit: true });
  });

  it("reads nothing anew while there is no new block, and stays fresh", async () => {
    await start();
    const reading = vi.spyOn(chain, "metagraph");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reading).not.toHaveBeenCalled();
    expect(view.isStale).toBe(false);
    expect(view.ageMs()).toBeLessThanOrEqual(1_000);
  });

  it("keeps the last view while the chain is out of reach, grows stale, and says so once", async () => {
    await start();
    chain.loseConnection();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(view.isStale).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(view.isStale).toBe(true);
    expect(view.neuronByHotkey(alice)?.uid).toBe(0);
    expect(lines).toEqual(["metagraph cannot be read"]);

    chain.restoreConnection();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(view.isStale).toBe(false);
    expect(lines).toEqual(["metagraph cannot be read", "metagraph is read again"]);
  });

  it("is infinitely old before it was read", () => {
    expect(view.ageMs()).toBe(Infinity);
    expect(view.isStale).toBe(true);
  });

  it("reads once for any number of refreshes at the same time", async () => {
    await start();
    const reading = vi.spyOn(chain, "metagraph");
    await Promise.all([view.refresh(), view.refresh(), view.refresh()]);
    expect(reading).toHaveBeenCalledTimes(1);
  });
});
