export { Command, InvalidArgumentError, Option, type CommandUnknownOpts } from "@commander-js/extra-typings";
export { EXIT_CODE } from "./exit-code.js";
export { runCli, type CliContext, type RunCliOptions } from "./run-cli.js";
