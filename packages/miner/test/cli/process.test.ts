import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { keypairFromSeed } from "@headframe/chain";
import { startLocalnet } from "@headframe/localnet";
import { writeWallet } from "@headframe/testkit/chain";
import { expect, onTestFinished, test } from "vitest";
import { FakeExecutor, SHARED_SECRET } from "../support/fake-executor.js";
import { runCommandLine } from "../support/run-command.js";
import { MinerProcess } from "../support/miner-process.js";
import { until } from "../support/running-miner.js";
import { temporaryDirectory } from "../support/temporary.js";

/** Each process compiles the sources anew. */
const TIMEOUT_MS = 90_000;

interface ReadyLine {
  readonly msg: string;
  readonly apiUrl: string;
  readonly axonPort: number;
}

/** A chain with a subnet on which the miner of the configuration is registered. */
async function prepare() {
  const localnet = await startLocalnet();
  onTestFinished(() => localnet.close());
  const directory = await temporaryDirectory();
  const walletPath = join(directory, "wallets");
  const seed = new Uint8Array(32).fill(1);
  const hotkey = await writeWallet({ walletPath, walletName: "miner", hotkeyName: "default", seed });
  const owner = keypairFromSeed(new Uint8Array(32).fill(4)).ss58;
  const netuid = await localnet.dev.createSubnet({ coldkey: "//Alice", hotkey: owner });
  await localnet.dev.registerNeuron({ netuid, coldkey: "//Bob", hotkey: hotkey.ss58 });
  const executor = await FakeExecutor.start();
  const config = `
[server]
port = 0
[database]
url = "sqlite:${directory}/data/miner.db"
[bittensor]
wallet_path = "${walletPath}"
network = "local"
netuid = ${netuid}
chain_endpoint = "${localnet.url}"
axon_port = 0
[executor_management]
health_check_interval = "1s"
health_check_timeout = "1s"
[[executor_management.executors]]
id = "gpu-1"
grpc_address = "${executor.address}"
[security]
jwt_secret = "${SHARED_SECRET}"
[logging]
format = "json"
[metrics.prometheus]
port = 0
[api]
port = 0
`;
  const file = join(directory, "miner.toml");
  await writeFile(file, config);
  return { file, localnet, netuid, hotkey };
}

async function readyLine(miner: MinerProcess): Promise<ReadyLine> {
  const find = (): ReadyLine | undefined =>
    miner.output
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as ReadyLine)
      .find(({ msg }) => msg === "miner ready");
  await until(() => find() !== undefined || miner.hasExited);
  const line = find();
  if (line === undefined) throw new Error(`the miner did not become ready:\n${miner.output}`);
  return line;
}

test(
  "starts on a chain, serves its axon, drains and exits 0 at SIGTERM, and remembers its fleet",
  { timeout: TIMEOUT_MS },
  async () => {
    const { file, hotkey, localnet, netuid } = await prepare();
    const miner = new MinerProcess(["--config", file]);
    const { apiUrl, axonPort } = await readyLine(miner);
    const commandLine = ["--config", file];
    const env = { HEADFRAME_API__PORT: new URL(apiUrl).port };
    const status = await runCommandLine(["status", ...commandLine], env);
    expect(status).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`127.0.0.1:${axonPort}\n`) });
    expect(status.stdout).toContain(`${hotkey.ss58}, UID 1 on subnet ${netuid} of local`);
    expect(localnet.headNumber).toBeGreaterThan(0);
    miner.kill("SIGTERM");
    expect(await miner.exited()).toBe(0);
    expect(miner.output).toContain("miner stopped");
    const list = await runCommandLine(["executors", "list", ...commandLine], env);
    expect(list.exitCode).toBe(0);
    expect(list.stderr).toContain("this is what it knew when it stopped");
    expect(list.stdout).toMatch(/^ALIAS +HEALTH +ID +ADDRESS/);
    expect(list.stdout).toContain("gpu-1");
  },
);

test(
  "exits 0 at SIGTERM also while it still waits for the chain, and leaves nothing behind",
  { timeout: TIMEOUT_MS },
  async () => {
    const { file } = await prepare();
    const silent = createServer();
    const connections: Socket[] = [];
    silent.on("connection", (socket) => connections.push(socket.on("error", () => undefined)));
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    onTestFinished(() => void silent.close());
    const address = silent.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const endpoint = `ws://127.0.0.1:${address.port}`;
    const miner = new MinerProcess(["--config", file], { HEADFRAME_BITTENSOR__CHAIN_ENDPOINT: endpoint });
    await until(() => connections.length > 0 || miner.hasExited);
    miner.kill("SIGTERM");
    expect(await miner.exited(), miner.output).toBe(0);
    expect(miner.output).not.toContain("miner ready");
    for (const socket of connections) socket.destroy();
  },
);
