// cspell:ignore polkadotjs -- the name that the library gives its register
import { readFileSync } from "node:fs";
import path from "node:path";
import { errorMessage, silentLogger, type Logger } from "@headframe/kit";
import { startLocalnet } from "@headframe/localnet";
import { heapBytes } from "@headframe/testkit/bench";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connectChain, encodeAddress, keypairFromUri, type Chain, type Inclusion } from "../../src/index.js";
import { JsonRpcSocket } from "../../src/substrate/json-rpc-socket.js";
import { ConsoleSpy } from "../console-spy.js";
import { ALICE, ALICE_ED25519 } from "../golden.js";
import { openSubnet, type Subnet } from "./localnet-fixture.js";
import { RequestSpy } from "./request-spy.js";
import { deadEndpoint } from "./scripted-node.js";
import { eventually, holdTime, hurried, pass } from "./test-time.js";

let subnet: Subnet;
let spy: RequestSpy;
let chain: Chain;
let output: ConsoleSpy;
let lines: string[];
/** What Node has to say of this process. */
const warnings: Error[] = [];
const noteWarning = (warning: Error): void => void warnings.push(warning);
const logger: Logger = {
  ...silentLogger,
  debug: (_fields, message) => lines.push(message),
  info: (_fields, message) => lines.push(message),
  warn: ({ err }, message) => lines.push(err === undefined ? message : `${message}: ${errorMessage(err)}`),
  child: () => logger,
};

/** The first connection loads the whole client library. */
const HOOK_TIMEOUT_MS = 60_000;

/** No block comes by itself. */
const NEVER_MS = 3_600_000;

beforeAll(async () => {
  process.on("warning", noteWarning);
  subnet = await openSubnet();
  spy = new RequestSpy(subnet.localnet);
}, HOOK_TIMEOUT_MS);
afterAll(async () => {
  process.off("warning", noteWarning);
  await subnet.dispose();
}, HOOK_TIMEOUT_MS);

beforeEach(async () => {
  lines = [];
  output = new ConsoleSpy();
  subnet.mineBlocks(subnet.servingRateLimitBlocks);
  chain = await connectChain({ network: "local", endpoint: subnet.localnet.url }, { logger });
}, HOOK_TIMEOUT_MS);
afterEach(async () => {
  vi.useRealTimers();
  Object.assign(subnet.localnet.faults, { isSilent: false, isRefusing: false });
  spy.reset();
  await chain.close();
  expect([output.restore(), warnings.splice(0)]).toEqual([[], []]);
}, HOOK_TIMEOUT_MS);

const serve = (signer = subnet.registered): Promise<Inclusion> =>
  chain.serveAxon({ netuid: subnet.netuid, ip: "203.0.113.7", port: 8091, signer });
const isBack = (): Promise<unknown> => eventually(() => expect(lines).toContain("chain connection is back"));

/** What @polkadot/api does to a process that uses it plainly, one test for each; the client must do otherwise. */
describe("the client", () => {
  it("keeps the runtime APIs through upgrades, though version 14 of the metadata lacks them", async () => {
    for (let upgrade = 1; upgrade <= 3; upgrade++) {
      const spec = subnet.localnet.dev.upgradeRuntime();
      await eventually(() => expect(chain.specVersion).toBe(spec));
      expect((await chain.metagraph(subnet.netuid)).neurons).not.toEqual([]);
    }
    expect(spy.paramsOf("state_getMetadata")).toEqual([]);
    await serve();
    expect(chain.isConnected).toBe(true);
  });

  it("does not end the process when the metadata cannot be read after an upgrade, and reads it later", async () => {
    const isMetadata = ([name]: readonly unknown[]) => name === "Metadata_metadata_at_version";
    let refusals = 1;
    spy.beforeEach("state_call", (params) =>
      isMetadata(params) && refusals-- > 0
        ? { error: { code: -32_000, message: "too many requests" } }
        : undefined,
    );
    const spec = subnet.localnet.dev.upgradeRuntime();
    await eventually(() => expect(chain.specVersion).toBe(spec));
    expect(lines).toContain("chain refused what the client needs; connecting anew: too many requests");
    await isBack();
    expect((await chain.metagraph(subnet.netuid)).neurons).not.toEqual([]);
  });

  it("counts what waits in the pool into a nonce, also what another process sent", async () => {
    const waiting = await openSubnet({ blockTimeMs: NEVER_MS });
    const { localnet, netuid, registered: signer } = waiting;
    localnet.dev.setSubnetParameters(netuid, { servingRateLimitBlocks: 0 });
    const sent = new RequestSpy(localnet);
    const serving: Promise<Inclusion>[] = [];
    const clients = [8091, 8092].map(() => connectChain({ network: "local", endpoint: localnet.url }));
    for (const [index, client] of (await Promise.all(clients)).entries()) {
      serving.push(client.serveAxon({ netuid, ip: "203.0.113.7", port: 8091 + index, signer }));
      await eventually(() => expect(sent.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(index + 1));
    }
    waiting.mineBlocks(1);
    const { headNumber: blockNumber } = localnet;
    expect(await Promise.all(serving)).toMatchObject([{ blockNumber }, { blockNumber }]);
    expect(sent.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(2);
    for (const client of clients) await (await client).close();
    await waiting.dispose();
  });

  it("finds a watched transaction again when its connection was lost, and sends it once", async () => {
    // Cut off as soon as the node has it, and before it is in a block.
    spy.beforeNext("author_submitAndWatchExtrinsic", () => {
      setImmediate(() => subnet.localnet.dropConnections());
      return undefined;
    });
    const { blockNumber, blockHash, extrinsicHash } = await hurried(serve);
    expect(lines.join("\n")).toContain("chain connection lost");
    const axon = await chain.axonOf(subnet.netuid, subnet.registered.ss58);
    expect(axon).toMatchObject({ ip: "203.0.113.7", port: 8091, block: blockNumber });
    expect([blockHash.length, extrinsicHash.length]).toEqual([32, 32]);
    expect(spy.paramsOf("author_submitAndWatchExtrinsic")).toHaveLength(1);
  });

  it("gives up a half-open socket after 30 seconds, a read on it after 20, and dials again", async () => {
    holdTime();
    subnet.localnet.faults.isSilent = true;
    const reading = chain.bestHead().catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await reading).toMatchObject({ code: "chain/timeout", detail: { timeoutMs: 20_000 } });
    expect(chain.isConnected).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(chain.isConnected).toBe(false);
    expect(lines.join("\n")).toContain("left chain_getHeader unanswered for 30 s");
    subnet.localnet.faults.isSilent = false;
    await pass(10_000, { stepMs: 100, isReached: () => chain.isConnected });
    expect(chain.isConnected).toBe(true);
  });

  it("says at once that an endpoint is dead, and after 15 seconds that one never answers", async () => {
    const connect = (endpoint: string) =>
      connectChain({ network: "local", endpoint }).catch((error: unknown) => error);
    const unreachable = (reason: string) => ({
      code: "chain/endpoint-unreachable",
      message: expect.stringContaining(reason),
    });
    holdTime(); // No deadline passes: what is refused is told without one.
    expect(await connect(await deadEndpoint())).toMatchObject(unreachable("ECONNREFUSED"));
    subnet.localnet.faults.isSilent = true;
    const silent = connect(subnet.localnet.url);
    await pass(15_000);
    expect(await silent).toMatchObject(unreachable("no answer within 15 s"));
  });

  it("does not take another chain for its own when it is back, and finds its own again", async () => {
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
    expect((await chain.bestHead()).number).toBe(localnet.headNumber);
  });

  it("says that the connection is lost while it is, and dials until the node lets it in again", async () => {
    subnet.localnet.faults.isRefusing = true;
    subnet.localnet.dropConnections();
    await eventually(() => expect(lines.join("\n")).toContain("chain endpoint cannot be reached"));
    await expect(chain.bestHead()).rejects.toMatchObject({ code: "chain/disconnected" });
    subnet.localnet.faults.isRefusing = false;
    await isBack();
    await serve();
  });

  it("keeps nothing of the storage keys that it was asked for", async () => {
    let asked = 0;
    const ask = async (count: number): Promise<void> => {
      const keys = Array.from({ length: count }, () => Uint8Array.from(Buffer.alloc(32, `key ${asked++} `)));
      await Promise.all(keys.map((key) => chain.axonOf(subnet.netuid, encodeAddress(key))));
    };
    await ask(250);
    spy.reset();
    const before = heapBytes();
    for (let round = 0; round < 4; round++) await ask(250);
    expect(spy.paramsOf("state_getStorage")).toHaveLength(1000);
    spy.reset();
    // The library's own queries leave 2.3 KB for each key.
    expect(heapBytes() - before).toBeLessThan(1000 * 800);
  });

  it("is built on one copy of every library, all of one module system", () => {
    // The libraries enter themselves here when they are loaded: `detectPackage` of @polkadot/util.
    const { __polkadotjs: loaded } = globalThis as unknown as {
      readonly __polkadotjs: Readonly<Record<string, readonly { readonly type: string }[]>>;
    };
    expect(Object.keys(loaded)).toEqual(expect.arrayContaining(["@polkadot/api", "@polkadot/util"]));
    const copies = Object.entries(loaded).map(([name, all]) => [name, all.map(({ type }) => type)]);
    expect(copies).toEqual(copies.map(([name]) => [name, ["esm"]]));

    const lockfile = readFileSync(path.join(import.meta.dirname, "../../../../pnpm-lock.yaml"), "utf8");
    const packages = lockfile.slice(lockfile.indexOf("\npackages:\n"), lockfile.indexOf("\nsnapshots:\n"));
    const installed = [...packages.matchAll(/^ {2}'(@polkadot\/[^@]+)@/gm)].map(([, name]) => name);
    expect(installed).toContain("@polkadot/util-crypto");
    expect(installed).toEqual([...new Set(installed)]);
  });

  it("keeps what the library prints by itself off the console, and logs it", async () => {
    const spec = subnet.localnet.dev.upgradeRuntime();
    await eventually(() => expect(chain.specVersion).toBe(spec));
    await expect(serve(subnet.unregistered)).rejects.toMatchObject({ code: "chain/hotkey-not-registered" });
    subnet.localnet.dropConnections();
    await isBack();
    expect(lines).toContain("chain library");
    expect(output.lines).toEqual([]);
  });

  it("makes sr25519 keys unless told otherwise, and serves with ed25519 keys as well", async () => {
    const [usual, other] = [keypairFromUri("//Alice"), keypairFromUri("//Alice", "ed25519")];
    expect(usual).toMatchObject({ scheme: "sr25519", ss58: ALICE.ss58 });
    expect(other).toMatchObject({ scheme: "ed25519", ss58: ALICE_ED25519.ss58 });
    const { localnet, netuid } = subnet;
    await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: other.ss58 });
    const { blockNumber } = await serve(other);
    expect(await chain.axonOf(netuid, other.ss58)).toMatchObject({ port: 8091, block: blockNumber });
  });

  it("shows addresses with Bittensor's prefix, whatever prefix the runtime names", async () => {
    const socket = await JsonRpcSocket.open(subnet.localnet.url, new AbortController().signal);
    const metadata = String(
      await socket.request("state_call", ["Metadata_metadata_at_version", "0x0f000000"]),
    );
    await socket.close();
    // The constant's name, its type, its length; then 42.
    const altered = metadata.replace(/(?<=53533538507265666978(?:..){1,2}08)2a00/, "0000");
    expect(altered).not.toBe(metadata);
    spy.beforeEach("state_call", ([name, version]) => {
      if (name !== "Metadata_metadata_at_version") return undefined;
      return { result: version === "0x0f000000" ? altered : "0x00" };
    });
    const { localnet, netuid, registered } = subnet;
    const misled = await connectChain({ network: "local", endpoint: localnet.url });
    const { neurons } = await misled.metagraph(netuid);
    expect(neurons[1]).toMatchObject({ hotkey: registered.ss58, coldkey: subnet.payer.ss58 });
    await misled.serveAxon({ netuid, ip: "203.0.113.9", port: 8091, signer: registered });
    await misled.close();
  });
});
