import { runValidatorCli } from "./cli/validator-cli.js";

process.exitCode = await runValidatorCli();
