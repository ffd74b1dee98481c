import { Option, type CliContext, type Command } from "@headframe/kit";
import { choosePaint } from "../report/style.js";
import { renderWeights, toWeightsJson } from "../report/weights-report.js";
import { loadValidatorHotkey } from "../validator.js";
import { runWeights } from "../weights/run-weights.js";
import { CHAIN_OPTIONS, toConfigFlags, WALLET_OPTIONS } from "./chain-options.js";
import { withChain, withLogger, type LoadValidatorConfig } from "./command-context.js";
import { VERDICT_EXIT_CODE } from "./exit-code.js";

/** `validator weights`: what miners are worth by the stored sessions, for the chain. */
export function addWeightsCommand(program: Command, context: CliContext, load: LoadValidatorConfig): void {
  const command = program
    .command("weights")
    .description("work out weights from stored transcripts, and set them on chain")
    .addOption(new Option("--dry-run", "show the weights; sign nothing").conflicts("submit"))
    .addOption(new Option("--submit", "set the weights on chain"))
    .addOption(CHAIN_OPTIONS.chain)
    .addOption(CHAIN_OPTIONS.network)
    .addOption(CHAIN_OPTIONS.netuid)
    .addOption(WALLET_OPTIONS.wallet)
    .addOption(WALLET_OPTIONS.hotkey)
    .addOption(WALLET_OPTIONS.walletPath)
    .option("--transcripts <folder>", "where the evidence is stored")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nA miner is worth what its newest run of `validator challenge` showed; challenge with --all." +
        "\nExit status: 0 set, or could be set; 1 the chain would refuse them (dry run); 2 could not be done, 64 usage.",
    );
  command.action(async (options) => {
    const submit = options.submit === true;
    if (!submit && options.dryRun !== true) command.error("error: say what to do: --dry-run, or --submit");
    const config = load({ ...toConfigFlags(options), "transcripts.dir": options.transcripts });
    const { signal } = context;
    const { plan, setInBlock } = await withLogger(config, context, async (logger) => {
      // Before anything is dialled: a wallet that cannot be read is the likelier problem.
      const hotkey = await loadValidatorHotkey(config, logger);
      return withChain(config, { signal, logger }, (chain) =>
        runWeights(config, { chain, hotkey, logger }, { submit, signal }),
      );
    });
    const text = options.json
      ? `${JSON.stringify(toWeightsJson(plan, { setInBlock }), undefined, 2)}\n`
      : renderWeights(plan, { setInBlock }, choosePaint(context.stdout, context.env));
    context.stdout.write(text);
    const isClear = plan.obstacles.length === 0;
    context.setExitCode(isClear ? VERDICT_EXIT_CODE.accepted : VERDICT_EXIT_CODE.notAccepted);
  });
}
