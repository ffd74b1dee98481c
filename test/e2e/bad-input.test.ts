import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestSystem, type RunningExecutor } from "../harness/test-system.js";
import type { TomlSections, TomlTable } from "../harness/toml.js";

/** What a bad start is made of: the sections of a good one, changed. */
type Change = (good: TomlSections) => Promise<TomlSections> | TomlSections;

interface BadStart {
  readonly what: string;
  readonly change: Change;
  /** In the sentence: the key or the file with its value, and the remedy where there are several problems. */
  readonly says: readonly RegExp[];
  /** In the last line. */
  readonly hint: RegExp;
}

/** Every problem of a configuration has its remedy beside it; the last line says where to look in general. */
const IN_CONFIG = /^"(?:miner|executor) config example" prints a sample with every key$/;

/** The same of everything else that was found before the start. */
const AT_ONCE = /^nothing was started; correct them all and start again$/;

let system: TestSystem;
let taken: Server;
let running: RunningExecutor;

beforeAll(async () => {
  system = await TestSystem.start();
  await system.addWallet("stranger");
  await system.addNeuron("miner");
  taken = createServer();
  taken.listen(0, "127.0.0.1");
  await once(taken, "listening");
  running = await system.startExecutor("running", {
    system: { container_runtime: "none", gpu_enabled: false },
    gpu: { backend: "reference" },
  });
});
afterAll(async () => {
  taken.close();
  await system.close();
});

const takenPort = (): number => (taken.address() as AddressInfo).port;

function set(section: string, keys: TomlTable): Change {
  return (good) => ({ ...good, [section]: { ...(good[section] as TomlTable | undefined), ...keys } });
}

function goodMiner(): TomlSections {
  return {
    server: { host: "127.0.0.1", port: 0 },
    database: { url: "sqlite:./bad/miner.db" },
    bittensor: {
      wallet_path: system.walletPath,
      wallet_name: "miner",
      network: "local",
      netuid: system.netuid,
      chain_endpoint: system.localnet.url,
      axon_host: "127.0.0.1",
      axon_port: 0,
    },
    security: { jwt_secret: system.jwtSecret },
    "metrics.prometheus": { port: 0 },
    api: { port: 0 },
    "executor_management.executors": [{ id: "one", grpc_address: "127.0.0.1:1" }],
  };
}

function goodExecutor(): TomlSections {
  return {
    server: { host: "127.0.0.1", grpc_port: 0, health_port: 0 },
    bittensor: { jwt_secret: system.jwtSecret },
    system: { container_runtime: "none", gpu_enabled: false },
    storage: { data_dir: "./bad/data", attestation_dir: "./bad/attestations" },
  };
}

const MINER: readonly BadStart[] = [
  {
    what: "an unknown key",
    change: set("bittensor", { axn_port: 1 }),
    says: [/there is no key "bittensor\.axn_port"; did you mean "axon_port"\?/],
    hint: IN_CONFIG,
  },
  {
    what: "a value of another type",
    change: set("bittensor", { netuid: "thirty-nine" }),
    says: [/bittensor\.netuid: must be a number, not "thirty-nine" \(in .*bad\.toml\)/],
    hint: IN_CONFIG,
  },
  {
    what: "a placeholder for a secret",
    change: set("security", { jwt_secret: "your-secure-secret-key" }),
    says: [/security\.jwt_secret: is the placeholder .*; make a good one with: openssl rand -hex 32/],
    hint: IN_CONFIG,
  },
  {
    what: "a malformed hotkey among the validators",
    change: set("security", { allowed_validators: ["5Fxx"] }),
    says: [/security\.allowed_validators\.0: must be an SS58 address such as 5F3sa2TJ/],
    hint: IN_CONFIG,
  },
  {
    what: "a wallet that is not there",
    change: set("bittensor", { wallet_name: "nobody" }),
    says: [/Failed to load hotkey: there is no file .*\/wallets\/nobody\/hotkeys\/default$/],
    hint: /^check wallet_name and hotkey_name, or create the key: `miner wallet new-hotkey`/,
  },
  {
    what: "a key file that is none",
    change: async (good) => {
      const folder = path.join(system.walletPath, "damaged", "hotkeys");
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, "default"), "not a key\n", { mode: 0o600 });
      return set("bittensor", { wallet_name: "damaged" })(good);
    },
    says: [/Invalid format: .*\/wallets\/damaged\/hotkeys\/default: it is neither JSON, nor a seed phrase/],
    hint: /^use the file as btcli wrote it: JSON with a secretPhrase field, or a raw seed phrase$/,
  },
  {
    // Also for the superuser, whom no file mode keeps out.
    what: "a key that cannot be read",
    change: async (good) => {
      await mkdir(path.join(system.walletPath, "unreadable", "hotkeys", "default"), { recursive: true });
      return set("bittensor", { wallet_name: "unreadable" })(good);
    },
    says: [/Failed to load hotkey: .*\/wallets\/unreadable\/hotkeys\/default is not a file$/],
    hint: /^hotkey_name is the name of a file in the wallet's hotkeys folder$/,
  },
  {
    what: "a hotkey that is not on the subnet",
    change: set("bittensor", { wallet_name: "stranger" }),
    says: [/^hotkey 5\w{47} is not registered on subnet \d+ of local$/],
    hint: /^miner register --netuid \d+, .*btcli subnet register .*--wallet\.name stranger --wallet\.hotkey default/,
  },
  {
    what: "a node of another network",
    change: (good) => {
      const { network: _, ...bittensor } = good["bittensor"] as TomlTable;
      return { ...good, bittensor: { ...bittensor, network: "finney", axon_port: 18_091 } };
    },
    says: [/^chain endpoint ws:\/\/127\.0\.0\.1:\d+ is not network "finney": it is a development chain/],
    hint: /^set network = "local", or chain_endpoint = "wss:\/\/\S*finney\S*"$/,
  },
  {
    what: "a chain endpoint at which nothing listens",
    change: set("bittensor", { chain_endpoint: "ws://127.0.0.1:1" }),
    says: [/^cannot reach chain endpoint ws:\/\/127\.0\.0\.1:1: connect ECONNREFUSED/],
    hint: /^check chain_endpoint and that the node is running/,
  },
  {
    what: "a port that is in use",
    change: (good) => set("api", { port: takenPort() })(good),
    says: [/^the HTTP API cannot listen on 127\.0\.0\.1:\d+: the port is in use$/],
    hint: /^stop the program that uses it \(ss .*\) or set another api\.port$/,
  },
  {
    what: "a missing wallet, a dead chain and a port in use at once",
    change: async (good) => {
      const bittensor = { wallet_name: "nobody", chain_endpoint: "ws://127.0.0.1:1" };
      return set("api", { port: takenPort() })(await set("bittensor", bittensor)(good));
    },
    says: [
      /^the miner cannot start: 3 problems:$/m,
      /^ {2}Failed to load hotkey: there is no file .*\/nobody\/.* \(check wallet_name and hotkey_name, or create/m,
      /^ {2}cannot reach chain endpoint ws:\/\/127\.0\.0\.1:1: .* \(check chain_endpoint and that the node/m,
      /^ {2}the HTTP API cannot listen on 127\.0\.0\.1:\d+: the port is in use \(stop .* set another api\.port\)$/m,
    ],
    hint: AT_ONCE,
  },
];

const EXECUTOR: readonly BadStart[] = [
  {
    what: "an unknown key",
    change: set("server", { grpc_prot: 1 }),
    says: [/there is no key "server\.grpc_prot"; did you mean "grpc_port"\?/],
    hint: IN_CONFIG,
  },
  {
    what: "a value of another type",
    change: set("server", { grpc_port: "many" }),
    says: [/server\.grpc_port: must be a number, not "many" \(in .*bad\.toml\)/],
    hint: IN_CONFIG,
  },
  {
    what: "a placeholder for a secret",
    change: set("bittensor", { jwt_secret: "your-secure-secret-key" }),
    says: [/bittensor\.jwt_secret: is the placeholder .*; make a good one with: openssl rand -hex 32/],
    hint: IN_CONFIG,
  },
  {
    what: "a malformed address of the miner",
    change: set("miner", { endpoint: "miner" }),
    says: [/miner\.endpoint: "miner" is not host:port, e\.g\. "box-1:50051"/],
    hint: IN_CONFIG,
  },
  {
    what: "a certificate that is not there and two ports in use at once",
    change: async (good) => {
      const ports = { grpc_port: Number(running.grpcAddress.split(":")[1]), health_port: takenPort() };
      const tls = { cert_file: "./none.pem", key_file: "./none.key" };
      return set("server.tls", tls)(await set("server", ports)(good));
    },
    says: [
      /^the executor cannot start: 3 problems:$/m,
      /^ {2}cannot read \.\/none\.pem \(check the path and its permissions\)$/m,
      /^ {2}the executor cannot listen on 127\.0\.0\.1:\d+: the port is in use \(.* set another server\.grpc_port\)$/m,
      /^ {2}the health server cannot listen on .*: the port is in use \(.* set another server\.health_port\)$/m,
    ],
    hint: AT_ONCE,
  },
  {
    what: "a data directory that another executor uses",
    change: set("storage", { data_dir: "./running" }),
    says: [/^the data directory \.\/running is in use by process \d+$/],
    hint: /^give each executor its own storage\.data_dir, or stop the other one first$/,
  },
  {
    what: "an identity that is damaged",
    change: async (good) => {
      await mkdir(path.join(system.folder, "damaged"));
      await writeFile(path.join(system.folder, "damaged", "identity.json"), "{");
      return set("storage", { data_dir: "./damaged" })(good);
    },
    says: [/^cannot read the identity of this executor in damaged\/identity\.json: it is not JSON$/],
    hint: /^restore the file from a backup, .* `executor identity reset --all`$/,
  },
  {
    what: "a certificate that is none",
    change: async (good) => {
      const file = path.join(system.folder, "broken.pem");
      await writeFile(file, "not a key\n", { mode: 0o600 });
      return set("server.tls", { cert_file: file, key_file: file })(good);
    },
    says: [/\/broken\.pem is not a PEM certificate$/],
    hint: /^it must begin with -----BEGIN CERTIFICATE-----$/,
  },
];

/** `at f (file:1:2)`, `at async f (…)`, `at new F (…)`, `at file:///f.js:1:2`, `at <anonymous>`. */
const STACK_LINE = /^[ \t]+at /m;

async function expectRefusal(
  name: "miner" | "executor",
  good: TomlSections,
  { change, says, hint }: BadStart,
): Promise<void> {
  const file = await system.writeConfig("bad", await change(good));
  const server = name === "executor" ? ["--server"] : [];
  const { code, stderr } = await system.run(name, [...server, "--config", file]).ended;
  const [, sentence = stderr, remedy = stderr] = /^error: (.+)\nhint: (.+)\n$/s.exec(stderr) ?? [];
  for (const part of says) expect(sentence).toMatch(part);
  expect(remedy).toMatch(hint);
  expect(stderr).not.toMatch(STACK_LINE);
  expect(code).toBe(2);
}

describe("a miner that is given", () => {
  it.each(MINER)("$what says so, with the remedy, and exits 2", async (bad) => {
    await expectRefusal("miner", goodMiner(), bad);
  });
});

describe("an executor that is given", () => {
  it.each(EXECUTOR)("$what says so, with the remedy, and exits 2", async (bad) => {
    await expectRefusal("executor", goodExecutor(), bad);
  });
});

describe("the same without the mistake", () => {
  it("starts", async () => {
    const file = await system.writeConfig("good", { ...goodMiner(), logging: { format: "json" } });
    const miner = system.run("miner", ["--config", file]);
    await miner.logged("miner ready");
    expect((await miner.stop()).code).toBe(0);
    expect((await running.program.stop()).code).toBe(0);
  });
});
