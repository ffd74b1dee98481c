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
  /** What the message names: the key or the value, and the remedy. */
  readonly says: readonly RegExp[];
}

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
    says: [/bittensor\.axn_port/, /did you mean "axon_port"/],
  },
  {
    what: "a value of another type",
    change: set("bittensor", { netuid: "thirty-nine" }),
    says: [/bittensor\.netuid/, /config example/],
  },
  {
    what: "a placeholder for a secret",
    change: set("security", { jwt_secret: "your-secure-secret-key" }),
    says: [/security\.jwt_secret: is the placeholder/, /openssl rand -hex 32/],
  },
  {
    what: "a malformed hotkey among the validators",
    change: set("security", { allowed_validators: ["5Fxx"] }),
    says: [/security\.allowed_validators/, /must be an SS58 address/],
  },
  {
    what: "a wallet that is not there",
    change: set("bittensor", { wallet_name: "nobody" }),
    says: [/nobody/],
  },
  {
    what: "a key file that is none",
    change: async (good) => {
      const folder = path.join(system.walletPath, "damaged", "hotkeys");
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, "default"), "not a key\n", { mode: 0o600 });
      return set("bittensor", { wallet_name: "damaged" })(good);
    },
    says: [/damaged\/hotkeys\/default/],
  },
  {
    // Also for the superuser, whom no file mode keeps out.
    what: "a key that cannot be read",
    change: async (good) => {
      await mkdir(path.join(system.walletPath, "unreadable", "hotkeys", "default"), { recursive: true });
      return set("bittensor", { wallet_name: "unreadable" })(good);
    },
    says: [/unreadable\/hotkeys\/default/],
  },
  {
    what: "a hotkey that is not on the subnet",
    change: set("bittensor", { wallet_name: "stranger" }),
    says: [/is not registered on subnet/, /miner register/],
  },
  {
    what: "a node of another network",
    change: (good) => {
      const { network: _, ...bittensor } = good["bittensor"] as TomlTable;
      return { ...good, bittensor: { ...bittensor, network: "finney", axon_port: 18_091 } };
    },
    says: [/finney/],
  },
  {
    what: "a chain endpoint at which nothing listens",
    change: set("bittensor", { chain_endpoint: "ws://127.0.0.1:1" }),
    says: [/ws:\/\/127\.0\.0\.1:1/],
  },
  {
    what: "a port that is in use",
    change: (good) => set("api", { port: takenPort() })(good),
    says: [/127\.0\.0\.1:\d+/, /api\.port/],
  },
  {
    what: "a missing wallet, a dead chain and a port in use at once",
    change: async (good) => {
      const bittensor = { wallet_name: "nobody", chain_endpoint: "ws://127.0.0.1:1" };
      return set("api", { port: takenPort() })(await set("bittensor", bittensor)(good));
    },
    says: [/3 problems/, /nobody/, /ws:\/\/127\.0\.0\.1:1/, /api\.port/],
  },
];

const EXECUTOR: readonly BadStart[] = [
  {
    what: "an unknown key",
    change: set("server", { grpc_prot: 1 }),
    says: [/server\.grpc_prot/, /did you mean "grpc_port"/],
  },
  {
    what: "a value of another type",
    change: set("server", { grpc_port: "many" }),
    says: [/server\.grpc_port/, /config example/],
  },
  {
    what: "a placeholder for a secret",
    change: set("bittensor", { jwt_secret: "your-secure-secret-key" }),
    says: [/bittensor\.jwt_secret: is the placeholder/, /openssl rand -hex 32/],
  },
  {
    what: "a malformed address of the miner",
    change: set("miner", { endpoint: "miner" }),
    says: [/miner\.endpoint/, /host:port/],
  },
  {
    what: "a gRPC port that is in use",
    change: (good) => set("server", { grpc_port: takenPort() })(good),
    says: [/127\.0\.0\.1:\d+/, /server\.grpc_port/],
  },
  {
    what: "a health port that is in use",
    change: (good) => set("server", { health_port: takenPort() })(good),
    says: [/127\.0\.0\.1:\d+/, /server\.health_port/],
  },
  {
    what: "a data directory that another executor uses",
    change: set("storage", { data_dir: "./running" }),
    says: [/in use by process \d+/, /storage\.data_dir/],
  },
  {
    what: "an identity that is damaged",
    change: async (good) => {
      await mkdir(path.join(system.folder, "damaged"));
      await writeFile(path.join(system.folder, "damaged", "identity.json"), "{");
      return set("storage", { data_dir: "./damaged" })(good);
    },
    says: [/identity\.json/],
  },
  {
    what: "a certificate that is not there",
    change: set("server.tls", { cert_file: "./none.pem", key_file: "./none.key" }),
    says: [/none\.(?:pem|key)/],
  },
  {
    what: "a key file that is none",
    change: async (good) => {
      const file = path.join(system.folder, "broken.pem");
      await writeFile(file, "not a key\n", { mode: 0o600 });
      return set("server.tls", { cert_file: file, key_file: file })(good);
    },
    says: [/broken\.pem/],
  },
];

async function expectRefusal(
  name: "miner" | "executor",
  good: TomlSections,
  { change, says }: BadStart,
): Promise<void> {
  const file = await system.writeConfig("bad", await change(good));
  const server = name === "executor" ? ["--server"] : [];
  const { code, stderr } = await system.run(name, [...server, "--config", file]).ended;
  expect(stderr).toMatch(/^error: \S/m);
  expect(stderr).toMatch(/^hint: \S/m);
  expect(stderr).not.toMatch(/\n\s+at \S+ \(/);
  for (const part of says) expect(stderr).toMatch(part);
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
