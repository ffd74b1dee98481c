import { connectChain, type Chain } from "@headframe/chain";
import type { Logger } from "@headframe/kit";
import type { CliContext } from "@headframe/kit/cli";
import { createLogger } from "@headframe/kit/logging";
import type { ValidatorConfig } from "../config/schema.js";
import { networkOf } from "./chain-options.js";

/** Loads the configuration with the values of a command's options on top; these are keyed by dotted key. */
export type LoadValidatorConfig = (flags: Readonly<Record<string, unknown>>) => ValidatorConfig;

/** Runs `work` with a logger to the standard error, and writes every line before it resolves. */
export async function withLogger<Result>(
  config: ValidatorConfig,
  context: CliContext,
  work: (logger: Logger) => Promise<Result>,
): Promise<Result> {
  const log = createLogger({ level: config.logging.level, format: "pretty", stdout: context.stderr });
  try {
    return await work(log.logger);
  } finally {
    await log.close();
  }
}

/** Runs `work` with a connection to the chain of `config`, and closes it, whatever comes of it. */
export async function withChain<Result>(
  config: ValidatorConfig,
  { signal, logger }: { readonly signal: AbortSignal; readonly logger: Logger },
  work: (chain: Chain) => Promise<Result>,
): Promise<Result> {
  const { bittensor } = config;
  const network = networkOf(bittensor);
  // Development chains come and go: theirs would only pile up.
  const metadataDirectory = network === "local" ? undefined : bittensor.metadata_dir;
  const options = { network, endpoint: bittensor.chain_endpoint, metadataDirectory, signal };
  const chain = await connectChain(options, { logger });
  try {
    return await work(chain);
  } finally {
    await chain.close();
  }
}
