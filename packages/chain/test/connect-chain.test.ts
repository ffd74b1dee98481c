import { ConsoleSpy } from "./console-spy.js";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startLocalnet } from "@headframe/localnet";
import { ChainError, connectChain, type NetworkName } from "../src/index.js";
import { FINNEY_GENESIS } from "./golden.js";
import { answering, deadEndpoint, startScriptedNode, type Script } from "./substrate/scripted-node.js";

const cleanups: (() => Promise<void>)[] = [];
let output: ConsoleSpy;
beforeEach(() => {
  output = new ConsoleSpy();
});
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanup of cleanups.splice(0)) await cleanup();
  expect(output.restore()).toEqual([]);
});

async function refusal(endpoint: string, network: NetworkName = "local"): Promise<ChainError> {
  const error = await connectChain({ network, endpoint }).then(
    () => new Error("it connected"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ChainError);
  return error as ChainError;
}

async function refusalOf(
  script: Script,
  network?: NetworkName,
): Promise<ChainError & { readonly url: string }> {
  const node = await startScriptedNode(script);
  cleanups.push(() => node.close());
  return Object.assign(await refusal(node.url, network), { url: node.url });
}

const identity = (genesisHash: string, specName = "node-subtensor"): Script =>
  answering({ chain_getBlockHash: genesisHash, state_getRuntimeVersion: { specName, specVersion: 424 } });

describe("connecting to a chain", () => {
  it.each(["", "127.0.0.1:9944", "http://127.0.0.1:9944", "ws://", "finney"])(
    "refuses %j, which is no WebSocket address",
    async (endpoint) => {
      const error = await refusal(endpoint);
      expect(error.code).toBe("chain/invalid-endpoint");
      expect(error.message).toContain(`"${endpoint}"`);
      expect(error.hint).toContain("ws://127.0.0.1:9944");
    },
  );

  it("says which endpoint cannot be reached and why, at once", async () => {
    const endpoint = await deadEndpoint();
    const startedAt = performance.now();
    const error = await refusal(endpoint);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(error.code).toBe("chain/endpoint-unreachable");
    expect(error.message).toMatch(new RegExp(`^cannot reach chain endpoint ${endpoint}: .*ECONNREFUSED`));
    expect(error.hint).toContain("chain_endpoint");
  });

  it("never shows an access key that the endpoint holds", async () => {
    const { host } = new URL(await deadEndpoint());
    const error = await refusal(`ws://me:hidden@${host}/rpc?key=hidden`);
    expect(error.message).toContain(`cannot reach chain endpoint ws://${host}/rpc: `);
    expect(`${error.stack ?? ""} ${JSON.stringify(error.detail)}`).not.toContain("hidden");
  });

  it("gives up after 15 seconds on a node that says nothing", async () => {
    const asked = vi.fn<() => void>();
    const node = await startScriptedNode(asked);
    cleanups.push(() => node.close());
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const outcome = refusal(node.url);
    while (asked.mock.calls.length === 0) await new Promise(setImmediate);
    await vi.advanceTimersByTimeAsync(15_000);
    const error = await outcome;
    expect(error.message).toBe(`cannot reach chain endpoint ${node.url}: no answer within 15 s`);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("gives up when its signal fires, with the signal's reason", async () => {
    const node = await startScriptedNode(() => undefined);
    cleanups.push(() => node.close());
    const controller = new AbortController();
    const connecting = connectChain({ network: "local", endpoint: node.url, signal: controller.signal });
    const reason = new Error("not needed any more");
    setImmediate(() => controller.abort(reason));
    await expect(connecting).rejects.toBe(reason);
  });

  it("refuses a node that knows none of the methods", async () => {
    const error = await refusalOf(answering({}));
    expect(error.code).toBe("chain/not-subtensor");
    expect(error.message).toBe(`chain endpoint ${error.url} is not a Subtensor node`);
  });

  it.each([
    ["a genesis hash that is none", answering({ chain_getBlockHash: "0x12", state_getRuntimeVersion: {} })],
    ["no runtime version", answering({ chain_getBlockHash: FINNEY_GENESIS, state_getRuntimeVersion: null })],
  ])("refuses a node that answers with %s", async (_what, script) => {
    expect((await refusalOf(script)).code).toBe("chain/not-subtensor");
  });

  it("asks for the chain's identity, and all that the library needs first, at once", async () => {
    const asked: string[] = [];
    const identify = identity(`0x${"22".repeat(32)}`, "polkadot");
    const requests: Parameters<Script>[0][] = [];
    const error = await refusalOf((request, client) => {
      asked.push(request.method);
      requests.push(request);
      // Answers nothing before everything was asked.
      if (asked.length === 6) for (const waiting of requests) identify(waiting, client);
    });
    expect(error.code).toBe("chain/not-subtensor");
    expect(asked).toEqual([
      "chain_getBlockHash",
      "state_getRuntimeVersion",
      "system_chain",
      "system_properties",
      "rpc_methods",
      "state_call",
    ]);
  });

  it("refuses another Substrate chain, by the name of its runtime", async () => {
    const error = await refusalOf(identity(`0x${"22".repeat(32)}`, "polkadot"));
    expect(error.code).toBe("chain/not-subtensor");
    expect(error.message).toContain('its runtime is "polkadot"');
  });

  it("refuses a development chain where finney was configured, and says what to change", async () => {
    const error = await refusalOf(identity(`0x${"22".repeat(32)}`), "finney");
    expect(error).toMatchObject({
      code: "chain/wrong-network",
      detail: { genesisHash: `0x${"22".repeat(32)}` },
    });
    expect(error.message).toContain('is not network "finney": it is a development chain');
    expect(error.hint).toContain('network = "local"');
    expect(error.hint).toContain("wss://entrypoint-finney.opentensor.ai:443");
  });

  it.each(["local", "test"] as const)("refuses finney where %s was configured", async (network) => {
    const error = await refusalOf(identity(FINNEY_GENESIS), network);
    expect(error.code).toBe("chain/wrong-network");
    expect(error.message).toContain('it is network "finney"');
  });

  it("refuses a node that cannot give its metadata", async () => {
    const error = await refusalOf(identity(`0x${"22".repeat(32)}`));
    expect(error.code).toBe("chain/request-failed");
    expect(error.message).toContain("connect to chain endpoint");
  });

  it("knows the genesis hash and the runtime's version, and prints nothing", async () => {
    const localnet = await startLocalnet();
    cleanups.push(() => localnet.close());
    const chain = await connectChain({ network: "local", endpoint: localnet.url });
    expect(`0x${Buffer.from(chain.genesisHash).toString("hex")}`).toBe(localnet.genesisHash);
    expect(chain.specVersion).toBeGreaterThan(0);
    expect(chain).toMatchObject({ endpoint: localnet.url, network: "local", isConnected: true });
    await chain.close();
  });

  it("can be closed while the library still waits for what it asked by itself", async () => {
    const localnet = await startLocalnet();
    cleanups.push(() => localnet.close());
    localnet.faults.delayMs = 20;
    const chain = await connectChain({ network: "local", endpoint: localnet.url });
    // Nobody catches what the library's own subscription rejects with: it would end the process, and this run.
    await chain.close();
    await new Promise(setImmediate);
    expect(chain.isConnected).toBe(false);
  });
});
