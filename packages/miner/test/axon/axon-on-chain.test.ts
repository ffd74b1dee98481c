import { type AxonInfo, type Chain, connectChain, keypairFromUri } from "@headframe/chain";
import { silentLogger, systemClock } from "@headframe/kit";
import { type Localnet, startLocalnet } from "@headframe/localnet";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AxonKeeper } from "../../src/axon/axon-keeper.js";
import type { AxonEvent } from "../../src/axon/standing.js";

const [owner, hotkey, heir, newcomer] = ["//Owner", "//Hotkey", "//Heir", "//Newcomer"].map((uri) =>
  keypairFromUri(uri),
) as [Keys, Keys, Keys, Keys];
type Keys = ReturnType<typeof keypairFromUri>;

const RATE_LIMIT_BLOCKS = 5;
const HOOK_TIMEOUT_MS = 60_000;

/** Far longer than anything takes: a machine under load is no failure. */
const eventually = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 20_000 });

let localnet: Localnet;
let netuid: number;
let chain: Chain;
let keeper: AxonKeeper;
let events: AxonEvent[];

beforeEach(async () => {
  events = [];
  localnet = await startLocalnet({ finalityLagBlocks: 3 });
  netuid = await localnet.dev.createSubnet({
    coldkey: "//Alice",
    hotkey: owner.ss58,
    parameters: { servingRateLimitBlocks: RATE_LIMIT_BLOCKS },
  });
  await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: hotkey.ss58 });
  chain = await connectChain({ network: "local", endpoint: localnet.url });
  keeper = new AxonKeeper(
    {
      netuid,
      uid: 1,
      externalIp: () => "192.0.2.1",
      port: () => 8091,
      intervalMs: 20,
    },
    {
      chain,
      hotkey,
      observer: { onAxonEvent: (event) => events.push(event) },
      clock: systemClock,
      logger: silentLogger,
    },
  );
  await keeper.start(new AbortController().signal);
}, HOOK_TIMEOUT_MS);
afterEach(async () => {
  await keeper.stop();
  await chain.close();
  await localnet.close();
}, HOOK_TIMEOUT_MS);

const onChain = (): Promise<AxonInfo | null> => chain.axonOf(netuid, hotkey.ss58);
const isIn = (state: string): Promise<unknown> =>
  eventually(() => expect(keeper.standing?.state).toBe(state));

test("the axon is served again in the right block when another process took its place", async () => {
  localnet.dev.mineBlocks(RATE_LIMIT_BLOCKS);
  await chain.serveAxon({ netuid, ip: "198.51.100.9", port: 1, signer: hotkey });
  await isIn("waiting");
  const { serveAtBlock = 0 } = keeper.standing ?? {};
  expect(serveAtBlock).toBe(localnet.headNumber + RATE_LIMIT_BLOCKS);
  localnet.dev.mineBlocks(RATE_LIMIT_BLOCKS);
  await isIn("published");
  expect(await onChain()).toMatchObject({ ip: "192.0.2.1", port: 8091, block: serveAtBlock + 1 });
  expect(events).toEqual(["served", "overwritten", "served"]);
});

test("the axon is served again when its block was replaced by one without it", async () => {
  localnet.dev.fork(1, { isDropping: true });
  await eventually(() => expect(events).toEqual(["served", "lost", "served"]));
  expect(await onChain()).toMatchObject({ ip: "192.0.2.1" });
});

test("a hotkey pruned by its own coldkey's next one is named, with who has its UID, and served for again once it is registered", async () => {
  localnet.dev.setSubnetParameters(netuid, { maxAllowedUids: 2 });
  await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: newcomer.ss58 });
  await isIn("unregistered");
  expect(keeper.standing?.reason).toContain(
    `was pruned: UID 1 of subnet ${netuid} belongs to ${newcomer.ss58}`,
  );
  localnet.dev.setSubnetParameters(netuid, { maxAllowedUids: 3 });
  await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: hotkey.ss58 });
  await isIn("published");
  expect(keeper.standing?.uid).toBe(2);
});

test("a swapped hotkey is told from a pruned one", async () => {
  localnet.dev.swapHotkey(netuid, hotkey.ss58, heir.ss58);
  await isIn("unregistered");
  expect(keeper.standing?.reason).toContain(`was swapped for ${heir.ss58}`);
});

test("a runtime upgrade and a lost connection change nothing", async () => {
  const served = await onChain();
  localnet.dev.upgradeRuntime();
  localnet.dropConnections();
  await eventually(() => expect(chain.isConnected).toBe(true));
  localnet.dev.mineBlocks(RATE_LIMIT_BLOCKS);
  await eventually(async () => expect(await onChain()).toEqual(served));
  expect(keeper.standing?.state).toBe("published");
  expect(events).toEqual(["served"]);
});
