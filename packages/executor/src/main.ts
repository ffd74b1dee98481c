import { packageVersion, runCli } from "@headframe/kit";
import { buildProgram } from "./cli/program.js";

process.exitCode = await runCli({
  name: "executor",
  version: packageVersion(import.meta.url),
  description: "Proves the GPUs of one box to validators, for one miner.",
  build: buildProgram,
});
