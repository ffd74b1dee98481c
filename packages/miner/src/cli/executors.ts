import type { CliContext, Command } from "@headframe/kit/cli";
import type { executorJson } from "../api/status-view.js";
import type { MinerConfig } from "../config/schema.js";
import { databaseFile } from "../config/values.js";
import type { StoredExecutor } from "../fleet/store.js";
import { callApi } from "./api-client.js";
import { CommandError } from "./errors.js";
import { addForgetCommand } from "./forget-executor.js";
import { formatTable } from "./table.js";

type ExecutorJson = ReturnType<typeof executorJson>;

/** What is known of an executor when the miner does not run. */
type RememberedJson = Pick<ExecutorJson, "executor_id" | "alias" | "grpc_address" | "health" | "reason">;

interface ListOptions {
  readonly json?: boolean | undefined;
}

/** `miner executors …`: the fleet of a running miner, or what a stopped one remembers. */
export function addExecutorsCommands(program: Command, context: CliContext, load: () => MinerConfig): void {
  const executors = program.command("executors").description("look at the fleet");
  executors
    .command("list")
    .description("every executor with its health")
    .option("--json", "as JSON")
    .action((options) => list(load(), context, options));
  executors
    .command("readmit <executor>")
    .description("let an unhealthy executor (id or alias) come back although auto_recovery is off")
    .action(async (executor) => {
      const path = `/api/v1/executors/${encodeURIComponent(executor)}/readmit`;
      const { alias, health } = (await callApi(load(), "POST", path, context.signal)) as ExecutorJson;
      context.stdout.write(`${alias} is ${health}\n`);
    });
  addForgetCommand(executors, context, load);
}

async function list(config: MinerConfig, context: CliContext, { json }: ListOptions): Promise<void> {
  let executors: readonly (ExecutorJson | RememberedJson)[];
  try {
    const body = await callApi(config, "GET", "/api/v1/executors", context.signal);
    ({ executors } = body as { readonly executors: readonly ExecutorJson[] });
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== "cli/not-running") throw error;
    executors = await remembered(config);
    context.stderr.write(`${error.message}: this is what it knew when it stopped\n`);
  }
  if (json === true) {
    context.stdout.write(`${JSON.stringify({ executors }, undefined, 2)}\n`);
    return;
  }
  const rows = executors.map((executor) => [
    executor.alias,
    executor.health,
    executor.executor_id,
    executor.grpc_address,
    "devices" in executor ? describeDevices(executor) : "",
    executor.reason,
  ]);
  context.stdout.write(formatTable(["ALIAS", "HEALTH", "ID", "ADDRESS", "DEVICES", "REASON"], rows));
}

function describeDevices({ devices, is_gpu }: ExecutorJson): string {
  const [first] = devices;
  if (first === undefined) return "";
  const name = devices.length === 1 ? first.name : `${devices.length} × ${first.name}`;
  return is_gpu === false ? `${name} (not a GPU)` : name;
}

async function remembered({ database: options }: MinerConfig): Promise<readonly RememberedJson[]> {
  const { openDatabase } = await import("../db/open.js");
  const { FleetRepository } = await import("../db/fleet-repository.js");
  const database = await openDatabase({
    file: databaseFile(options.url),
    minConnections: 0,
    maxConnections: 1,
    runMigrations: false,
  });
  try {
    return (await new FleetRepository(database).executors()).map(toRemembered);
  } finally {
    await database.close();
  }
}

function toRemembered(executor: StoredExecutor): RememberedJson {
  return {
    executor_id: executor.executorId,
    alias: executor.alias,
    grpc_address: executor.grpcAddress,
    health: executor.health,
    reason: executor.healthReason,
  };
}
