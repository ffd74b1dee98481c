import { createServer } from "node:net";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ChainError, connectChain } from "@headframe/chain";
import { AppError, silentLogger } from "@headframe/kit";
import { loadConfig } from "@headframe/kit/config";
import { FakeChain } from "@headframe/testkit/chain";
import { expect, onTestFinished, test } from "vitest";
import { configSchema } from "../../src/config/schema.js";
import { runMiner } from "../../src/miner.js";
import { SHARED_SECRET } from "../support/fake-executor.js";
import { NETUID, startMiner } from "../support/running-miner.js";
import { temporaryDirectory } from "../support/temporary.js";

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("it started");
}

/** Takes a port and gives it back. */
async function listenOn(port: number | undefined): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Takes a port for as long as the test lasts. */
async function takePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

test("names the key of a port that is in use", async () => {
  const port = await takePort();
  const failure = await failureOf(startMiner({ flags: { "bittensor.axon_port": port } }));
  expect(failure).toMatchObject({
    code: "net/port-in-use",
    hint: expect.stringContaining("bittensor.axon_port"),
  });
  expect(failure.message).toContain(`127.0.0.1:${port}`);
});

test("reports a missing wallet, a port in use and an unusable directory together, and leaves nothing open", async () => {
  const port = await takePort();
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "file"), "");
  const flags = {
    "bittensor.wallet_name": "nobody",
    "api.port": port,
    "database.url": `sqlite:${directory}/file/miner.db`,
  };
  const chain = new FakeChain();
  const failure = await failureOf(startMiner({ directory, chain, flags }));
  expect(failure).toMatchObject({
    code: "startup/problems",
    detail: { causes: ["wallet/not-found", "database/unable-to-open", "net/port-in-use"] },
  });
  expect(failure.message).toContain("Failed to load hotkey");
  expect(chain.isConnected).toBe(false);
});

test("reports every port in use, the HTTP axon's too, with a database file that is none", async () => {
  const ports = { "http_axon.port": await takePort(), "api.port": await takePort() };
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "miner.db"), "these are notes");
  const failure = await failureOf(startMiner({ directory, flags: { "http_axon.enabled": true, ...ports } }));
  expect(failure).toMatchObject({
    code: "startup/problems",
    detail: { causes: ["database/not-a-database", "net/port-in-use", "net/port-in-use"] },
  });
  for (const key of Object.keys(ports)) expect(failure.message).toContain(key);
});

test("reports a chain that does not answer with everything else that is wrong", async () => {
  const directory = await temporaryDirectory();
  const flags = { "bittensor.wallet_name": "nobody", "bittensor.chain_endpoint": "ws://127.0.0.1:1" };
  const failure = await failureOf(startMiner({ directory, flags, connect: connectChain }));
  expect(failure).toMatchObject({
    code: "startup/problems",
    detail: { causes: ["wallet/not-found", "chain/endpoint-unreachable"] },
  });
  expect(failure.message).toContain("ws://127.0.0.1:1");
});

test("says how to register a hotkey that is not on the subnet", async () => {
  const chain = new FakeChain();
  chain.createSubnet(NETUID);
  const directory = await temporaryDirectory();
  await startMiner({ directory });
  const config = loadConfig({
    schema: configSchema,
    flags: {
      "bittensor.wallet_path": join(directory, "wallets"),
      "bittensor.network": "local",
      "bittensor.axon_port": 0,
      "server.port": 0,
      "api.port": 0,
      "metrics.prometheus.port": 0,
      "database.url": `sqlite:${join(directory, "other.db")}`,
      "security.jwt_secret": SHARED_SECRET,
      "executor_management.executors": [{ id: "gpu-1", grpc_address: "gpu-1:50051" }],
    },
  });
  const parts = { logger: silentLogger, version: "0", signal: new AbortController().signal };
  const failure = await failureOf(runMiner(config, { ...parts, connect: () => Promise.resolve(chain) }));
  expect(failure).toMatchObject({
    code: "axon/not-registered",
    hint: expect.stringContaining(
      `btcli subnet register --netuid ${NETUID} --wallet.name miner --wallet.hotkey default`,
    ),
  });
  expect(chain.isConnected).toBe(false);
  expect(await readdir(directory)).not.toContain("other.db");
  const dead = { ...config, bittensor: { ...config.bittensor, chain_endpoint: "ws://127.0.0.1:1" } };
  const unreachable = await failureOf(runMiner(dead, { ...parts, connect: connectChain }));
  expect(unreachable).toBeInstanceOf(ChainError);
  expect(unreachable).toMatchObject({ code: "chain/endpoint-unreachable" });
  expect(unreachable.message).toContain("ws://127.0.0.1:1");
});

test("frees its ports, the database and the chain when it stops", async () => {
  const miner = await startMiner();
  await miner.stop();
  const { axonPort, enrolmentPort, metricsPort, apiUrl } = miner.ready;
  for (const port of [axonPort, enrolmentPort, metricsPort, Number(new URL(apiUrl).port)]) {
    await expect(listenOn(port)).resolves.toBeUndefined();
  }
  expect(miner.chain.isConnected).toBe(false);
  expect((await readdir(miner.directory)).toSorted()).toEqual(["miner.db", "wallets"]);
});
