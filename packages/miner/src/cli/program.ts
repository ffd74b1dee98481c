import type { CliContext, Command } from "@headframe/kit/cli";
import { addConfigCommands } from "@headframe/kit/config";
import { EXAMPLE_VALUES } from "../config/example-values.js";
import { configSchema } from "../config/schema.js";
import { addChainCommands } from "./chain/chain-commands.js";
import { addDatabaseCommands } from "./database.js";
import { addExecutorsCommands } from "./executors.js";
import { addRegisterCommand } from "./register.js";
import { runCommand } from "./run.js";
import { addStatusCommand } from "./status.js";
import { Terminal } from "./terminal/terminal.js";
import { addWalletCommands } from "./wallet/wallet-commands.js";

/** Everything that the `miner` command can do. */
export function buildProgram(
  program: Command,
  context: CliContext,
  version: string,
  terminal: Terminal = new Terminal(),
): void {
  const load = addConfigCommands(program, context, {
    schema: configSchema,
    defaultFile: "miner.toml",
    examples: EXAMPLE_VALUES,
  });
  program.action(() => runCommand(load(), { context, version, terminal }));
  addStatusCommand(program, context, load);
  addExecutorsCommands(program, context, load);
  addDatabaseCommands(program, context, load);
  addWalletCommands(program, context, terminal);
  addRegisterCommand(program, context, terminal);
  addChainCommands(program, context, terminal);
}
