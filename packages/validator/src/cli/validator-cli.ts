import { runCli, type CliContext, type Command } from "@headframe/kit/cli";
import { addConfigCommands } from "@headframe/kit/config";
import { configSchema } from "../config/schema.js";
import { VERSION } from "../validator.js";
import { addChallengeCommand } from "./challenge-command.js";
import type { LoadValidatorConfig } from "./command-context.js";
import { addMinersCommand } from "./miners-command.js";
import { addVerifyCommand } from "./verify-command.js";
import { addWeightsCommand } from "./weights-command.js";

/** What a test gives in place of the process's own. */
export type ValidatorCliOptions = Partial<
  Pick<Parameters<typeof runCli>[0], "argv" | "env" | "stdout" | "stderr">
>;

/** Runs a command line of `validator` and resolves to its exit status; never rejects. */
export function runValidatorCli(options: ValidatorCliOptions = {}): Promise<number> {
  return runCli({
    ...options,
    name: "validator",
    version: VERSION,
    description: "Challenges the executors of miners and judges the answers on a CPU.",
    build,
  });
}

function build(program: Command, context: CliContext): void {
  let flags: Readonly<Record<string, unknown>> = {};
  const load = addConfigCommands(program, context, {
    schema: configSchema,
    defaultFile: "validator.toml",
    flags: () => flags,
  });
  const loadWith: LoadValidatorConfig = (given) => {
    flags = given;
    return load();
  };
  addChallengeCommand(program, context, loadWith);
  addVerifyCommand(program, context);
  addMinersCommand(program, context, loadWith);
  addWeightsCommand(program, context, loadWith);
}
