import { existsSync } from "node:fs";
import type { CliContext, Command } from "@headframe/kit/cli";
import { loadConfig } from "@headframe/kit/config";
import { z } from "zod";
import { configSchema, type MinerConfig } from "../config/schema.js";

/** What commands about keys and the chain need of the configuration. */
export type BittensorSettings = MinerConfig["bittensor"];

const DEFAULT_FILE = "miner.toml";
const ENV_PREFIX = "HEADFRAME_BITTENSOR__";

/** `miner.toml` as far as these commands look at it: the rest may still be missing when a key is made. */
const settingsSchema = z.object({ bittensor: configSchema.shape.bittensor });

/**
 * The `bittensor` section from the command line, environment, file and defaults. `flags` are keys of the section.
 * Throws `ConfigError`.
 */
export function loadBittensor(
  program: Command,
  { env, stderr }: CliContext,
  flags: Readonly<Partial<Record<keyof BittensorSettings, unknown>>> = {},
): BittensorSettings {
  const { config: file = existsSync(DEFAULT_FILE) ? DEFAULT_FILE : undefined } = program.opts() as {
    readonly config?: string;
  };
  const { bittensor } = loadConfig({
    schema: settingsSchema,
    file,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith(ENV_PREFIX))),
    flags: Object.fromEntries(Object.entries(flags).map(([key, value]) => [`bittensor.${key}`, value])),
    exampleCommand: "miner config example",
    onWarning: (warning) => void stderr.write(`warning: ${warning}\n`),
  });
  return bittensor;
}
