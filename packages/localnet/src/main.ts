import { runLocalnetCli } from "./cli/localnet-cli.js";

process.exitCode = await runLocalnetCli();
