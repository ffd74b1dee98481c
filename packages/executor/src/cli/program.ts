import type { CliContext, Command } from "@headframe/kit/cli";
import { addConfigCommands } from "@headframe/kit/config";
import { configSchema } from "../config/schema.js";
import { addAttestCommands } from "./attest.js";
import { addGpuCommands } from "./gpu.js";
import { addIdentityCommands } from "./identity.js";
import { addServeAction } from "./serve.js";
import { addStatusCommand } from "./status.js";

/** Adds the commands of the executor to a program. */
export function buildProgram(program: Command, context: CliContext): void {
  const load = addConfigCommands(program, context, { schema: configSchema, defaultFile: "executor.toml" });
  addServeAction(program, context, load);
  addStatusCommand(program, context, load);
  addAttestCommands(program, context, load);
  addGpuCommands(program, context, load);
  addIdentityCommands(program, context, load);
}
