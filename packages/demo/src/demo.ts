import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogLevel } from "@headframe/kit";
import { EXIT_CODE } from "@headframe/kit/cli";
import { type DemoChain, type DemoKey, makeKey, startDemoChain } from "./demo-chain.js";
import {
  type ExecutorPlan,
  type MinerPlan,
  walletPath,
  writeExecutorConfig,
  writeMinerConfig,
  writeWallet,
} from "./demo-files.js";
import { findFreePorts } from "./free-ports.js";
import { fetchJson, ManagedProcess, programEntry } from "./managed-process.js";
import type { Progress } from "./progress.js";

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 10_000;

export interface DemoOptions {
  readonly isOnce: boolean;
  readonly isJson: boolean;
  readonly keepsFiles: boolean;
  readonly logLevel: LogLevel;
}

export interface DemoParts {
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Everything that must be stopped or removed, in the order of its making. */
interface Running {
  readonly processes: ManagedProcess[];
  chain?: DemoChain;
}

/** Runs the whole system. Resolves to the exit code: 0 if every device was accepted. */
export async function runDemo(options: DemoOptions, parts: DemoParts): Promise<number> {
  const { progress } = parts;
  const folder = await mkdtemp(join(tmpdir(), "headframe-demo-"));
  const running: Running = { processes: [] };
  let isKept = options.keepsFiles;
  try {
    const plan = await startAll(folder, running, options, parts);
    const exitCode = await runValidator(folder, plan, options, parts);
    if (!options.isOnce && !parts.signal.aborted) await stayUp(folder, plan, parts);
    return exitCode;
  } catch (error) {
    // Without a verdict there is nothing to report; who asked for one must not read 0.
    if (parts.signal.aborted) return options.isOnce ? EXIT_CODE.interrupted : EXIT_CODE.ok;
    isKept = true; // the logs say why
    throw error;
  } finally {
    await stopAll(running);
    if (isKept) progress.line(`Files are kept in ${folder}`);
    else {
      await rm(folder, { recursive: true, force: true });
      progress.line("Its files are removed, transcripts among them; --keep leaves them.");
    }
  }
}

async function startAll(
  folder: string,
  running: Running,
  options: DemoOptions,
  { progress, signal }: DemoParts,
): Promise<MinerPlan> {
  progress.line(
    "Headframe on this machine alone: a development chain, a miner, two executors and a validator.",
  );
  progress.line(
    "The executors prove with the reference device, a CPU program. It is NOT a GPU and proves none.\n",
  );
  const [
    alphaGrpc = 0,
    alphaHealth = 0,
    betaGrpc = 0,
    betaHealth = 0,
    axon = 0,
    fleet = 0,
    api = 0,
    metrics = 0,
  ] = await findFreePorts(8);
  const executors: readonly ExecutorPlan[] = [
    { name: "alpha", devices: 1, grpcPort: alphaGrpc, healthPort: alphaHealth },
    { name: "beta", devices: 2, grpcPort: betaGrpc, healthPort: betaHealth },
  ];
  const jwtSecret = randomBytes(32).toString("hex");

  // Executors need no chain: they start while it is being set up.
  const started = await Promise.all(
    executors.map(async (plan) => {
      const process = await startExecutor(folder, plan, jwtSecret, options.logLevel);
      running.processes.push(process);
      return process;
    }),
  );

  const [miner, validator, owner] = [
    makeKey(randomBytes(32)),
    makeKey(randomBytes(32)),
    makeKey(randomBytes(32)),
  ];
  const chain = await progress.step(
    "localnet",
    "starting a chain with a subnet",
    () => startDemoChain(miner, validator, owner),
    ({ localnet, netuid }) => `${localnet.url}, subnet ${netuid}, a chain of its own without value`,
  );
  running.chain = chain;
  await writeWallets(folder, miner, validator, progress, chain);

  const plan: MinerPlan = {
    chainUrl: chain.localnet.url,
    netuid: chain.netuid,
    axonPort: axon,
    fleetPort: fleet,
    apiPort: api,
    metricsPort: metrics,
    executors,
  };
  const minerProcess = await startMiner(folder, plan, jwtSecret, options.logLevel);
  running.processes.push(minerProcess);

  for (const [index, executor] of executors.entries()) {
    await progress.step(
      executor.name,
      "starting an executor",
      () =>
        started[index]?.ready(() => answers(executor.healthPort), READY_LIMIT_MS, signal) ??
        Promise.resolve(),
      () =>
        `executor on 127.0.0.1:${executor.grpcPort}, ${executor.devices} reference device${executor.devices === 1 ? "" : "s"}`,
    );
  }
  await progress.step(
    "miner",
    "serving its axon, adopting its executors",
    () => minerProcess.ready(() => areExecutorsHealthy(api, executors.length), READY_LIMIT_MS, signal),
    () => `axon on 127.0.0.1:${axon}, ${executors.length} executors healthy`,
  );
  progress.line();
  return plan;
}

async function writeWallets(
  folder: string,
  miner: DemoKey,
  validator: DemoKey,
  progress: Progress,
  chain: DemoChain,
): Promise<void> {
  await progress.step(
    "wallets",
    "writing wallets",
    () => Promise.all([writeWallet(folder, "miner", miner), writeWallet(folder, "validator", validator)]),
    () => `miner ${miner.keypair.ss58} (UID ${chain.minerUid})`,
  );
  progress.line(
    `                 validator ${validator.keypair.ss58} (UID ${chain.validatorUid}, staked, permitted)`,
  );
}

async function startExecutor(
  folder: string,
  plan: ExecutorPlan,
  jwtSecret: string,
  logLevel: LogLevel,
): Promise<ManagedProcess> {
  const config = await writeExecutorConfig(folder, plan, jwtSecret);
  return new ManagedProcess({
    name: `executor ${plan.name}`,
    program: "executor",
    args: ["--log-level", logLevel, "--server", "--config", config],
    folder,
    logFile: join(folder, `${plan.name}.log`),
  });
}

async function startMiner(
  folder: string,
  plan: MinerPlan,
  jwtSecret: string,
  logLevel: LogLevel,
): Promise<ManagedProcess> {
  const config = await writeMinerConfig(folder, plan, jwtSecret);
  return new ManagedProcess({
    name: "miner",
    program: "miner",
    args: ["--log-level", logLevel, "--config", config],
    folder,
    logFile: join(folder, "miner.log"),
  });
}

async function answers(healthPort: number): Promise<boolean> {
  return (await fetchJson(`http://127.0.0.1:${healthPort}/health`)) !== undefined;
}

async function areExecutorsHealthy(apiPort: number, count: number): Promise<boolean> {
  const answer = await fetchJson(`http://127.0.0.1:${apiPort}/api/v1/executors`);
  if (typeof answer !== "object" || answer === null || !("executors" in answer)) return false;
  const { executors } = answer;
  return (
    Array.isArray(executors) &&
    executors.filter((executor: { readonly health?: unknown }) => executor.health === "healthy").length ===
      count
  );
}

/** Runs the validator as an operator would: its own process, its own report. */
function runValidator(
  folder: string,
  plan: MinerPlan,
  { isJson }: DemoOptions,
  { signal }: DemoParts,
): Promise<number> {
  const args = ["challenge", "--all", "--network", "local", "--chain", plan.chainUrl];
  args.push("--netuid", String(plan.netuid), "--transcripts", join(folder, "transcripts"));
  args.push("--wallet-path", walletPath(folder), "--wallet", "validator", "--hotkey", "default");
  if (isJson) args.push("--json");
  return new Promise((resolve, reject) => {
    const { execArgv, file } = programEntry("validator");
    const child = spawn(process.execPath, [...execArgv, file, ...args], {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // As the others: Ctrl-C would reach it twice, and the second one ends it before it has called its sessions off.
      detached: true,
    });
    const stop = (): void => void child.kill("SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    child.once("error", reject);
    child.once("exit", (code) => {
      signal.removeEventListener("abort", stop);
      resolve(code ?? 1);
    });
  });
}

async function stayUp(folder: string, plan: MinerPlan, { progress, signal }: DemoParts): Promise<void> {
  const health = plan.executors.map(
    ({ name, healthPort }) => `  ${name.padEnd(10)} http://127.0.0.1:${healthPort}/health`,
  );
  progress.line(
    [
      "",
      "Everything keeps running. Ctrl-C stops it.",
      "",
      `  chain      ${plan.chainUrl}`,
      `  miner      http://127.0.0.1:${plan.apiPort}/health  /metrics  /api/v1/executors`,
      ...health,
      `  logs       ${folder}`,
      "",
      "Challenge it again:",
      `  npx pnpm@10.34.9 validator challenge --network local --chain ${plan.chainUrl} --netuid ${plan.netuid} --all \\`,
      `    --wallet-path ${walletPath(folder)} --wallet validator --hotkey default`,
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
  progress.line("\nStopping …");
}

async function stopAll({ processes, chain }: Running): Promise<void> {
  // The miner first: it drains its relays while the executors still answer.
  for (const process of processes.toReversed()) await process.stop(STOP_LIMIT_MS);
  await chain?.localnet.close();
}
