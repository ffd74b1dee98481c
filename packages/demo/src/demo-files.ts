import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatKeyfile, hotkeyFile } from "@headframe/chain";
import type { DemoKey } from "./demo-chain.js";

export interface ExecutorPlan {
  readonly name: string;
  readonly devices: number;
  readonly grpcPort: number;
  readonly healthPort: number;
}

export interface MinerPlan {
  readonly chainUrl: string;
  readonly netuid: number;
  readonly axonPort: number;
  readonly fleetPort: number;
  readonly apiPort: number;
  readonly metricsPort: number;
  readonly executors: readonly ExecutorPlan[];
}

/** Where the wallets of the demo lie below its folder. */
export function walletPath(folder: string): string {
  return join(folder, "wallets");
}

/** Writes a hotkey as btcli would. */
export async function writeWallet(folder: string, walletName: string, { seed }: DemoKey): Promise<void> {
  const file = hotkeyFile({ walletPath: walletPath(folder), walletName, hotkeyName: "default" });
  await writePrivate(file, formatKeyfile(seed));
}

/** Writes `<name>.toml` of an executor and returns its path. */
export function writeExecutorConfig(folder: string, plan: ExecutorPlan, jwtSecret: string): Promise<string> {
  const data = join(folder, plan.name);
  return writePrivate(
    join(folder, `${plan.name}.toml`),
    toml({
      server: { host: "127.0.0.1", grpc_port: plan.grpcPort, health_port: plan.healthPort },
      bittensor: { enable_auth: true, jwt_secret: jwtSecret },
      system: { container_runtime: "none", gpu_enabled: true },
      gpu: { backend: "reference", reference_devices: plan.devices, allow_lab_tier: true },
      storage: { data_dir: join(data, "data"), attestation_dir: join(data, "attestations") },
    }),
  );
}

/** Writes `miner.toml` and returns its path. */
export function writeMinerConfig(folder: string, plan: MinerPlan, jwtSecret: string): Promise<string> {
  const executors = plan.executors.map(
    ({ name, grpcPort }) =>
      `\n[[executor_management.executors]]\n${keys({ id: name, grpc_address: `127.0.0.1:${grpcPort}` })}`,
  );
  return writePrivate(
    join(folder, "miner.toml"),
    toml({
      server: { host: "127.0.0.1", port: plan.fleetPort },
      database: { url: `sqlite:${join(folder, "miner.db")}` },
      bittensor: {
        wallet_path: walletPath(folder),
        wallet_name: "miner",
        hotkey_name: "default",
        network: "local",
        netuid: plan.netuid,
        chain_endpoint: plan.chainUrl,
        axon_host: "127.0.0.1",
        axon_port: plan.axonPort,
      },
      security: { jwt_secret: jwtSecret },
      "metrics.prometheus": { port: plan.metricsPort },
      api: { port: plan.apiPort },
      executor_management: { health_check_interval: "2s", health_check_timeout: "2s" },
    }) + executors.join("\n"),
  );
}

type Value = string | number | boolean;

function toml(sections: Readonly<Record<string, Readonly<Record<string, Value>>>>): string {
  return Object.entries(sections)
    .map(([name, values]) => `[${name}]\n${keys(values)}`)
    .join("\n");
}

/** JSON strings, numbers and booleans are TOML too. */
function keys(values: Readonly<Record<string, Value>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
    .join("");
}

/** For files that hold secrets. Returns the path. */
async function writePrivate(file: string, text: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, text, { mode: 0o600 });
  return file;
}
