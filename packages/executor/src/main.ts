import { packageVersion } from "@headframe/kit";
import { runCli } from "@headframe/kit/cli";
import { buildProgram } from "./cli/program.js";

process.exitCode = await runCli({
  name: "executor",
  version: packageVersion(import.meta.url),
  description: "Proves the GPUs of one box to validators, for one miner.",
  build: buildProgram,
});
