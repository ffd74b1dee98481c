import { existsSync } from "node:fs";

import type { Command, CommandUnknownOpts } from "@commander-js/extra-typings";
import type { z } from "zod";

import { exampleConfig, type ExampleValues } from "./example-config.js";
import { loadConfig } from "./load-config.js";
import { printConfig } from "./print-config.js";
import type { CliContext } from "../cli/run-cli.js";

export interface ConfigCommandsOptions<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** Read when `--config` is not given and this file is there: `miner.toml`. */
  readonly defaultFile: string;
  /** The values of required keys in `config example`. */
  readonly examples?: ExampleValues;
  /** Default: `HEADFRAME`. */
  readonly envPrefix?: string;
  readonly ignoredEnv?: readonly string[];
  /**
   * Options that set keys, by dotted key: `() => ({ "server.port": program.opts().port })`. `--log-level` sets
   * `logging.level` by itself when the schema has that key.
   */
  readonly flags?: () => Readonly<Record<string, unknown>>;
}

/**
 * Gives a program `--config <file>` and the commands `config check`, `config print` and `config example`.
 *
 * Returns what loads the configuration for its other commands; warnings go to the standard error.
 */
export function addConfigCommands<Schema extends z.ZodType>(
  program: CommandUnknownOpts,
  context: CliContext,
  options: ConfigCommandsOptions<Schema>,
): () => z.output<Schema> {
  const { schema, defaultFile, envPrefix, ignoredEnv } = options;
  const exampleCommand = `${program.name()} config example`;
  const write = (text: string): void => void context.stdout.write(text);

  (program as Command).option(
    "-c, --config <file>",
    `the configuration (default: ${defaultFile}, if it is there)`,
  );
  const file = (): string | undefined =>
    (program.opts() as { readonly config?: string }).config ??
    (existsSync(defaultFile) ? defaultFile : undefined);
  const load = (): z.output<Schema> =>
    loadConfig({
      schema,
      file: file(),
      env: context.env,
      envPrefix,
      ignoredEnv,
      flags: { "logging.level": context.logLevel(), ...options.flags?.() },
      exampleCommand,
      onWarning: (warning) => void context.stderr.write(`warning: ${warning}\n`),
    });

  const config = program.command("config").description("look at the configuration without starting anything");
  config
    .command("check")
    .description("say whether the configuration is valid, with every problem")
    .action(() => {
      load();
      write(`${file() ?? "the configuration"} is valid\n`);
    });
  config
    .command("print")
    .description("print every key in effect, secrets as <set>")
    .action(() => write(printConfig(schema, load())));
  config
    .command("example")
    .description("print a sample file with every key")
    .action(() => write(exampleConfig(schema, defaultFile, options.examples)));
  return load;
}
