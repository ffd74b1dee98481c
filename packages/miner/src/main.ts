import { packageVersion } from "@headframe/kit";
import { runCli } from "@headframe/kit/cli";
import { buildProgram } from "./cli/program.js";

const version = packageVersion(import.meta.url);

process.exitCode = await runCli({
  name: "miner",
  version,
  description: "The control plane in front of a fleet of executors.",
  build: (program, context) => buildProgram(program, context, version),
});
