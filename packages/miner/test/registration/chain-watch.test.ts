import { ChainError, keypairFromSeed } from "@headframe/chain";
import { FakeChain } from "@headframe/testkit/chain";
import { expect, onTestFinished, test } from "vitest";
import { watchChain, type WatchEvent } from "../../src/registration/chain-watch.js";

const NETUID = 39;
const hotkey = keypairFromSeed(new Uint8Array(32).fill(1));
const other = keypairFromSeed(new Uint8Array(32).fill(2)).ss58;

/** A watched chain on which the hotkey is registered. `next` gives the next thing that the watch tells. */
async function watch({ pollMs = 60_000 } = {}) {
  const chain = new FakeChain();
  chain.setNeuron(NETUID, { hotkey: hotkey.ss58, coldkey: other });
  chain.setRegistration(NETUID, { priceRao: 1_000_000_000n });
  const stopping = new AbortController();
  const events = watchChain(chain, { netuid: NETUID, hotkey: hotkey.ss58, pollMs }, stopping.signal);
  onTestFinished(async () => {
    stopping.abort();
    await events.next().catch(() => undefined);
  });
  const next = async (): Promise<WatchEvent> => (await events.next()).value;
  const first = await next();
  return { chain, next, first, stopping };
}

test("begins with everything that is watched", async () => {
  const { first, chain } = await watch();
  expect(first).toEqual({
    kind: "state",
    block: 1,
    state: {
      connected: true,
      endpoint: chain.endpoint,
      spec: 1,
      subnet: "there",
      uid: 0,
      coldkey: other,
      axon: null,
      permit: false,
      stakeWeight: "0",
      registration: "open",
      price: "1",
    },
  });
});

test("tells each change once, with what was before", async () => {
  const { chain, next } = await watch();
  await chain.serveAxon({ netuid: NETUID, ip: "2001:db8::1", port: 8091, signer: hotkey });
  expect(await next()).toEqual({
    kind: "change",
    block: 2,
    what: "axon",
    from: null,
    to: "[2001:db8::1]:8091",
  });
  chain.setNeuron(NETUID, { hotkey: hotkey.ss58, validatorPermit: true, stakeRao: 1_500_000_000n });
  expect(await next()).toEqual({ kind: "change", block: 3, what: "permit", from: false, to: true });
  expect(await next()).toEqual({ kind: "change", block: 3, what: "stakeWeight", from: "0", to: "1.5" });
  chain.specVersion = 2;
  chain.produceBlock();
  expect(await next()).toEqual({ kind: "change", block: 4, what: "spec", from: 1, to: 2 });
});

test("tells when the hotkey was pruned", async () => {
  const { chain, next } = await watch();
  chain.replaceNeuron(NETUID, 0, other);
  expect(await next()).toMatchObject({ what: "uid", from: 0, to: null });
  expect(await next()).toMatchObject({ what: "coldkey", from: other, to: null });
});

test("is silent about a price that falls, and tells when it rises", async () => {
  const { chain, next } = await watch();
  chain.setRegistration(NETUID, { priceRao: 900_000_000n });
  chain.produceBlock();
  const told = next();
  await new Promise((resolve) => setImmediate(resolve));
  chain.setRegistration(NETUID, { priceRao: 1_100_000_000n, isOpen: false });
  chain.produceBlock();
  expect(await told).toMatchObject({ what: "registration", from: "open", to: "closed" });
  expect(await next()).toMatchObject({ what: "price", to: "1.1" });
});

test("tells that the connection was lost, and that it is back", async () => {
  const { chain, next } = await watch({ pollMs: 10 });
  chain.loseConnection();
  expect(await next()).toMatchObject({ what: "connected", from: true, to: false });
  chain.restoreConnection();
  expect(await next()).toMatchObject({ what: "connected", from: false, to: true });
});

test("goes on when a node refuses a single request", async () => {
  const { chain, next } = await watch({ pollMs: 10 });
  const ask = chain.registrationTerms.bind(chain);
  chain.registrationTerms = () => {
    chain.registrationTerms = ask;
    const detail = { code: "chain/request-failed", operation: "state_getStorage" } as const;
    return Promise.reject(new ChainError(detail, "the node answered with an error"));
  };
  expect(await next()).toMatchObject({ what: "connected", from: true, to: false });
  expect(await next()).toMatchObject({ what: "connected", from: false, to: true });
});

test("tells that the subnet was removed, and that there is one again", async () => {
  const { chain, next } = await watch();
  chain.removeSubnet(NETUID);
  expect(await next()).toMatchObject({ block: 2, what: "subnet", from: "there", to: "removed" });
  expect(await next()).toMatchObject({ what: "uid", from: 0, to: null });
  expect(await next()).toMatchObject({ what: "coldkey", to: null });
  expect(await next()).toMatchObject({ what: "registration", to: "closed" });
  chain.setNeuron(NETUID, { hotkey: other });
  expect(await next()).toMatchObject({ what: "subnet", from: "removed", to: "there" });
});

test("ends with the signal's reason, leaving no subscription", async () => {
  const { next, stopping } = await watch();
  const told = next();
  const reason = new Error("enough");
  stopping.abort(reason);
  await expect(told).rejects.toBe(reason);
});
