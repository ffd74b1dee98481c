// What `generate-metadata.sh` runs: connects to a chain, which checks every shape that is relied on, and keeps the
// metadata of its runtime where the miner looks for it.
import { resolve } from "node:path";
import { connectChain, NETWORK_NAMES } from "../packages/chain/src/index.js";
import { packageVersion } from "../packages/kit/src/index.js";
import { Option, runCli } from "../packages/kit/src/cli/index.js";
import { createLogger } from "../packages/kit/src/logging/index.js";

process.exitCode = await runCli({
  name: "generate-metadata",
  version: packageVersion(import.meta.url),
  description: "Keeps the metadata of a chain's runtime for the miner's next start.",
  build(program, context) {
    program
      .addOption(
        new Option("--network <name>", "the network to ask").choices(NETWORK_NAMES).makeOptionMandatory(),
      )
      .option("--endpoint <url>", "a node of it; default: the network's public one")
      .option("--directory <folder>", "the miner's bittensor.metadata_dir", "./data/metadata")
      .action(async ({ network, endpoint, directory }) => {
        const { logger, close } = createLogger({
          level: context.logLevel() ?? "warn",
          format: "pretty",
          stdout: context.stderr,
        });
        try {
          const chain = await connectChain(
            {
              network,
              endpoint,
              metadataDirectory: directory,
              isMetadataRefresh: true,
              signal: context.signal,
            },
            { logger },
          );
          const { endpoint: node, specVersion } = chain;
          await chain.close();
          context.stdout.write(`${node}: spec ${specVersion} has every shape that is relied on\n`);
          context.stdout.write(`its metadata is in ${resolve(directory)}\n`);
          if (network === "local") {
            context.stdout.write(
              "miner and validator do not use it: on local they ask the node at every start\n",
            );
          }
        } finally {
          await close();
        }
      });
  },
});
