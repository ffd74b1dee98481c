import { packageVersion, runCli } from "@headframe/kit";
import { buildProgram } from "./cli/program.js";

const version = packageVersion(import.meta.url);

process.exitCode = await runCli({
  name: "miner",
  version,
  description: "The control plane in front of a fleet of executors.",
  build: (program, context) => buildProgram(program, context, version),
});
