import { packageVersion } from "@headframe/kit";
import { runCli } from "@headframe/kit/cli";
import { buildProgram } from "./program.js";

process.exitCode = await runCli({
  name: "npm start --",
  version: packageVersion(import.meta.url),
  description:
    "Runs Headframe on this machine alone: a development chain, a miner, two executors on the reference device (a CPU program, not a GPU) and a validator.",
  build: buildProgram,
});
