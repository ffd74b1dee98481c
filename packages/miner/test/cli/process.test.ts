import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keypairFromSeed } from "@headframe/chain";
import { startLocalnet } from "@headframe/localnet";
import { writeWallet } from "@headframe/testkit/chain";
import { expect, onTestFinished, test } from "vitest";
import { FakeExecutor, SHARED_SECRET } from "../support/fake-executor.js";
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
  "starts on a chain, serves its axon, answers commands, drains and exits 0 at SIGTERM",
  { timeout: TIMEOUT_MS },
  async () => {
    const { file, hotkey } = await prepare();
    const miner = new MinerProcess(["--config", file]);
    const { apiUrl, axonPort } = await readyLine(miner);
    const api = ["--config", file];
    const env = { HEADFRAME_API__PORT: new URL(apiUrl).port };
    const status = new MinerProcess(["status", ...api], env);
    const list = new MinerProcess(["executors", "list", "--json", ...api], env);
    expect([await status.exited(), await list.exited()]).toEqual([0, 0]);
    expect(status.output).toContain(hotkey.ss58);
    expect(status.output).toContain(`127.0.0.1:${axonPort}\n`);
    expect(JSON.parse(list.output)).toMatchObject({
      executors: [{ alias: "gpu-1", grpc_address: expect.any(String) }],
    });
    miner.kill("SIGTERM");
    expect(await miner.exited()).toBe(0);
    expect(miner.output).toContain("miner stopped");
  },
);

test(
  "remembers its fleet when it does not run, and backs its database up",
  { timeout: TIMEOUT_MS },
  async () => {
    const { file } = await prepare();
    const miner = new MinerProcess(["--config", file]);
    await readyLine(miner);
    miner.kill("SIGINT");
    expect(await miner.exited()).toBe(0);
    const env = { HEADFRAME_API__PORT: "1" };
    const backup = `${file}.backup`;
    const list = new MinerProcess(["executors", "list", "--config", file], env);
    const copy = new MinerProcess(["database", "backup", backup, "--config", file]);
    expect([await list.exited(), await copy.exited()]).toEqual([0, 0]);
    expect(list.output).toContain("this is what it knew when it stopped");
    expect(list.output).toContain("gpu-1");
    const again = new MinerProcess(["database", "backup", backup, "--config", file]);
    expect(await again.exited()).toBe(2);
    expect(again.output).toMatch(
      /^error: cannot write the backup .*\nhint: name a file that does not exist yet/,
    );
  },
);

test.each([
  ["an unknown key", ["--config", "FILE"], 2, /HEADFRAME_SERVER__PROT|server\.prot/],
  ["a missing file", ["--config", "/nowhere/miner.toml"], 2, /^error: .*\/nowhere\/miner\.toml/],
  ["an unknown command", ["dance"], 64, /hint: "miner --help" lists commands and options/],
])(
  "answers %s with one sentence and a hint",
  { timeout: TIMEOUT_MS },
  async (_, args, exitCode, expected) => {
    const directory = await temporaryDirectory();
    const file = join(directory, "miner.toml");
    await writeFile(file, "[server]\nprot = 1\n");
    const miner = new MinerProcess(args.map((arg) => (arg === "FILE" ? file : arg)));
    expect(await miner.exited()).toBe(exitCode);
    expect(miner.output).toMatch(expected);
    expect(miner.output).not.toMatch(/^ {4}at /m);
  },
);
