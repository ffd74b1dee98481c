import { addConfigCommands, type CliContext, type Command } from "@headframe/kit";
import { configSchema } from "../config/schema.js";
import { addDatabaseCommands } from "./database.js";
import { addExecutorsCommands } from "./executors.js";
import { runCommand } from "./run.js";
import { addStatusCommand } from "./status.js";

/** The values of required keys in `miner config example`. */
export const EXAMPLE_VALUES = {
  "executor_management.executors.id": "executor-1",
  "executor_management.executors.grpc_address": "gpu-1.example.com:50051",
  "executor_management.executors": [],
};

/** Everything that the `miner` command can do. */
export function buildProgram(program: Command, context: CliContext, version: string): void {
  const load = addConfigCommands(program, context, {
    schema: configSchema,
    defaultFile: "miner.toml",
    examples: EXAMPLE_VALUES,
  });
  program.action(() => runCommand(load(), context, version));
  addStatusCommand(program, context, load);
  addExecutorsCommands(program, context, load);
  addDatabaseCommands(program, context, load);
}
