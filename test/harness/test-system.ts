import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { keypairFromSeed, type Keypair } from "@headframe/chain";
import { startLocalnet, type Localnet } from "@headframe/localnet";
import { writeWallet } from "@headframe/testkit/chain";
import type { ChallengeReport } from "@headframe/validator";
import { Program, type Ended } from "./program.js";
import { startValidator, type RunningValidator } from "./running-validator.js";
import { toToml, type TomlSections, type TomlTable } from "./toml.js";
import { waitUntil } from "./wait-until.js";

/** Work that takes a reference device some tens of milliseconds, and ten seconds before it counts as late. */
export const QUICK_LAB: TomlTable = {
  products: 2,
  walkers: 4096,
  steps: 16,
  strip_samples: 16,
  walker_samples: 4,
  ops_per_us: 8,
  bytes_per_us: 1,
};

/** An executor program and where it listens. */
export interface RunningExecutor {
  readonly id: string;
  readonly program: Program;
  readonly grpcAddress: string;
  readonly healthUrl: string;
}

/** An executor that a miner is to have, wherever it comes from. */
export type FleetEntry = Pick<RunningExecutor, "id" | "grpcAddress">;

export interface RunningMiner {
  readonly hotkey: Keypair;
  readonly program: Program;
  readonly apiUrl: string;
  readonly axonPort: number;
  /** Where executors dial in. */
  readonly enrolmentPort: number;
  readonly metricsPort: number;
}

/** A report of the validator, and how its process ended. */
export interface ValidatorRun extends Ended {
  /** `undefined` when it printed none. */
  readonly report: ChallengeReport | undefined;
}

/** A run of the validator and what is to happen while it runs. */
export interface ChallengeOptions<Run = RunningValidator> {
  /** Default: the one with the permit. */
  readonly wallet?: string;
  readonly lab?: TomlTable;
  readonly during?: (validator: Run) => Promise<void>;
}

/** Everything on loopback: a chain in this process, all else as programs. Nothing outlives {@link close}. */
export class TestSystem {
  readonly localnet: Localnet;
  readonly netuid: number;
  readonly folder: string;
  /** Shared by the miners and executors. */
  readonly jwtSecret = randomBytes(32).toString("hex");
  readonly #programs: Program[] = [];

  private constructor(localnet: Localnet, netuid: number, folder: string) {
    this.localnet = localnet;
    this.netuid = netuid;
    this.folder = folder;
  }

  /** Starts the chain, with a subnet and a validator that has stake and a permit: the wallet `validator`. */
  static async start(options: Parameters<typeof startLocalnet>[0] = {}): Promise<TestSystem> {
    const folder = await mkdtemp(path.join(tmpdir(), "headframe-e2e-"));
    const localnet = await startLocalnet(options);
    const owner = keypairFromSeed(randomBytes(32));
    const netuid = await localnet.dev.createSubnet({
      coldkey: "//Alice",
      hotkey: owner.ss58,
      parameters: { servingRateLimitBlocks: 0 },
    });
    const system = new TestSystem(localnet, netuid, folder);
    const validator = await system.addNeuron("validator");
    await localnet.dev.stake({ netuid, coldkey: "//Alice", hotkey: validator.ss58, tao: 1000 });
    localnet.dev.setValidatorPermit(netuid, validator.ss58, true);
    return system;
  }

  /** Makes a wallet whose hotkey nobody knows. */
  async addWallet(walletName: string): Promise<Keypair> {
    const location = { walletPath: this.walletPath, walletName, hotkeyName: "default" };
    return writeWallet({ ...location, seed: randomBytes(32) });
  }

  /** Makes a wallet and registers its hotkey on the subnet. */
  async addNeuron(walletName: string): Promise<Keypair> {
    const hotkey = await this.addWallet(walletName);
    await this.localnet.dev.registerNeuron({ netuid: this.netuid, coldkey: "//Alice", hotkey: hotkey.ss58 });
    return hotkey;
  }

  get walletPath(): string {
    return path.join(this.folder, "wallets");
  }

  /** Starts an executor with reference devices; resolves once it listens. */
  async startExecutor(id: string, overrides: TomlSections = {}): Promise<RunningExecutor> {
    const file = await this.writeConfig(id, {
      server: { host: "127.0.0.1", grpc_port: 0, health_port: 0 },
      bittensor: { jwt_secret: this.jwtSecret },
      system: { container_runtime: "none" },
      gpu: { backend: "reference", reference_devices: 1, allow_lab_tier: true },
      storage: {
        data_dir: path.join(this.folder, id),
        attestation_dir: path.join(this.folder, id, "attestations"),
      },
      logging: { format: "json" },
      ...overrides,
    });
    const program = this.run("executor", ["--server", "--config", file]);
    const { grpc, health } = await program.logged("executor started");
    return {
      id,
      program,
      grpcAddress: String(grpc),
      healthUrl: String(health),
    };
  }

  /** Starts a miner whose hotkey is registered; resolves once it takes all of `fleet` for healthy. */
  async startMiner(
    name: string,
    hotkey: Keypair,
    fleet: readonly FleetEntry[],
    overrides: TomlSections = {},
  ): Promise<RunningMiner> {
    const file = await this.writeConfig(name, {
      server: { host: "127.0.0.1", port: 0 },
      database: { url: `sqlite:${path.join(this.folder, `${name}.db`)}` },
      bittensor: {
        wallet_path: this.walletPath,
        wallet_name: name,
        network: "local",
        netuid: this.netuid,
        chain_endpoint: this.localnet.url,
        axon_host: "127.0.0.1",
        axon_port: 0,
      },
      security: { jwt_secret: this.jwtSecret },
      validator_comms: { request_timeout: "10s" },
      "metrics.prometheus": { port: 0 },
      api: { port: 0 },
      logging: { format: "json" },
      executor_management: { health_check_interval: "2s", health_check_timeout: "2s" },
      "executor_management.executors": fleet.map(({ id, grpcAddress }) => ({
        id,
        grpc_address: grpcAddress,
      })),
      ...overrides,
    });
    const program = this.run("miner", ["--config", file]);
    const ready = await program.logged("miner ready");
    const miner = {
      hotkey,
      program,
      apiUrl: String(ready["apiUrl"]),
      axonPort: Number(ready["axonPort"]),
      enrolmentPort: Number(ready["enrolmentPort"]),
      metricsPort: Number(ready["metricsPort"]),
    };
    await waitUntil(
      `${name} has ${fleet.length} healthy executors`,
      async () => {
        const executors = await listExecutors(miner);
        return executors.filter(({ health }) => health === "healthy").length === fleet.length;
      },
      { explain: () => program.lastWords() },
    );
    return miner;
  }

  /** Runs `validator challenge --json` in this process, which saves the seconds of its start. */
  async challenge(args: readonly string[], options: ChallengeOptions = {}): Promise<ValidatorRun> {
    const argv = await this.#challengeArgs(args, options);
    return this.#follow(startValidator(argv), options);
  }

  /** Runs `validator challenge --json` as a program of its own, which can be sent signals. */
  async challengeAsProgram(
    args: readonly string[],
    options: ChallengeOptions<Program> = {},
  ): Promise<ValidatorRun> {
    const argv = await this.#challengeArgs(args, options);
    return this.#follow(this.run("validator", argv), options);
  }

  async #challengeArgs(
    args: readonly string[],
    { wallet = "validator", lab = QUICK_LAB }: ChallengeOptions<never>,
  ): Promise<readonly string[]> {
    const config = await this.writeConfig(`validator-${randomBytes(4).toString("hex")}`, {
      bittensor: {
        wallet_path: this.walletPath,
        wallet_name: wallet,
        chain_endpoint: this.localnet.url,
        netuid: this.netuid,
      },
      transcripts: { dir: this.transcripts },
      challenge: { round_trips_file: path.join(this.folder, "round-trips.json") },
      lab,
    });
    return ["--config", config, "challenge", "--json", ...args];
  }

  async #follow<Run extends RunningValidator>(
    validator: Run,
    { during }: ChallengeOptions<Run>,
  ): Promise<ValidatorRun> {
    await during?.(validator);
    const ended = await validator.ended;
    const report = ended.stdout === "" ? undefined : (JSON.parse(ended.stdout) as ChallengeReport);
    return { ...ended, report };
  }

  get transcripts(): string {
    return path.join(this.folder, "transcripts");
  }

  /** Starts a program that ends with this system at the latest. */
  run(name: Program["name"], args: readonly string[]): Program {
    const program = new Program(name, args, this.folder);
    this.#programs.push(program);
    return program;
  }

  async writeConfig(name: string, sections: TomlSections): Promise<string> {
    const file = path.join(this.folder, `${name}.toml`);
    await writeFile(file, toToml(sections), { mode: 0o600 });
    return file;
  }

  /** Stops everything in the order in which an operator would, and removes every file. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const program of this.#programs.toReversed()) {
      await program.stop().catch((error: unknown) => failures.push(error));
    }
    await this.localnet.close();
    await rm(this.folder, { recursive: true, force: true });
    if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("\n"));
  }
}

/** What a run found out, for the message of a test that expected something else. */
export function describeRun({ report, stderr }: ValidatorRun): string {
  const found = report?.miners.map(({ uid, failure, executors }) => ({
    uid,
    failure: failure?.message,
    executors: executors.map(({ alias, failure, session }) => ({
      alias,
      failure: failure?.message,
      remark: session?.remark,
      devices: session?.devices.map(({ reason, t1Us, d1Us, t2Us, d2Us }) => ({
        reason,
        t1Us,
        d1Us,
        t2Us,
        d2Us,
      })),
    })),
  }));
  return `${stderr}\n${JSON.stringify(found, undefined, 1)}`;
}

interface ListedExecutor {
  readonly executor_id: string;
  readonly alias: string;
  readonly health: string;
  readonly reason: string;
}

/** What a miner's operator sees of its fleet. */
export async function listExecutors({
  apiUrl,
}: Pick<RunningMiner, "apiUrl">): Promise<readonly ListedExecutor[]> {
  const response = await fetch(`${apiUrl}/api/v1/executors`, { signal: AbortSignal.timeout(5000) });
  const { executors } = (await response.json()) as { readonly executors: readonly ListedExecutor[] };
  return executors;
}
