import type { CliContext, Command } from "@headframe/kit/cli";
import { choosePaint } from "../report/style.js";
import { renderMiners, toMinersJson } from "../report/miners-report.js";
import { CHAIN_OPTIONS, toConfigFlags } from "./chain-options.js";
import { withChain, withLogger, type LoadValidatorConfig } from "./command-context.js";

/** `validator miners`: who is on the subnet. */
export function addMinersCommand(program: Command, context: CliContext, load: LoadValidatorConfig): void {
  program
    .command("miners")
    .alias("discover")
    .description("list the hotkeys of a subnet and their axons")
    .addOption(CHAIN_OPTIONS.chain)
    .addOption(CHAIN_OPTIONS.network)
    .addOption(CHAIN_OPTIONS.netuid)
    .option("--json", "print JSON")
    .action(async (options) => {
      const config = load(toConfigFlags(options));
      const { signal } = context;
      const metagraph = await withLogger(config, context, (logger) =>
        withChain(config, { signal, logger }, (chain) =>
          chain.metagraph(config.bittensor.netuid, { signal }),
        ),
      );
      const text = options.json
        ? `${JSON.stringify(toMinersJson(metagraph), undefined, 2)}\n`
        : renderMiners(metagraph, choosePaint(context.stdout, context.env));
      context.stdout.write(text);
    });
}
