import { decodeAddress } from "@headframe/chain";
import { Option, type CliContext, type Command } from "@headframe/kit/cli";
import type { TierChoice } from "../challenge/session-plan.js";
import type { MinerSelection } from "../discover/select-miners.js";
import { createProgressPrinter } from "../report/progress-printer.js";
import { choosePaint } from "../report/style.js";
import { renderReport } from "../report/text-report.js";
import { loadValidatorHotkey, runChallenge } from "../validator.js";
import { CHAIN_OPTIONS, toConfigFlags, WALLET_OPTIONS } from "./chain-options.js";
import { withChain, withLogger, type LoadValidatorConfig } from "./command-context.js";
import { VERDICT_EXIT_CODE } from "./exit-code.js";

const TIERS: readonly TierChoice[] = ["auto", "lab", "pulse", "standard", "deep"];

/** `validator challenge`: asks executors for a proof and judges it. */
export function addChallengeCommand(program: Command, context: CliContext, load: LoadValidatorConfig): void {
  const command = program
    .command("challenge")
    .description("challenge the executors of one or all miners of a subnet, all in the same moment")
    .addOption(CHAIN_OPTIONS.chain)
    .addOption(CHAIN_OPTIONS.network)
    .addOption(CHAIN_OPTIONS.netuid)
    .addOption(new Option("--miner <hotkey>", "SS58 address of one miner").conflicts("all"))
    .addOption(new Option("--all", "all miners with an axon"))
    .option("--executor <id>", "one executor, by its UUID or its alias")
    .addOption(new Option("--tier <tier>", "size of the work; auto fits the executor").choices(TIERS))
    .addOption(WALLET_OPTIONS.wallet)
    .addOption(WALLET_OPTIONS.hotkey)
    .addOption(WALLET_OPTIONS.walletPath)
    .option("--transcripts <folder>", "where the evidence is stored")
    .option("--json", "print the report as JSON")
    .addHelpText(
      "after",
      "\nUp to challenge.max_sessions executors are challenged in the same moment, more than that in turns; the report" +
        "\nsays so, because one GPU could then stand behind two executors." +
        "\nExit status: 0 all accepted, 1 something was not, 2 could not be done, 64 usage.",
    );
  command.action(async (options) => {
    const selection =
      toSelection(options) ?? command.error("error: say whom to challenge: --miner <hotkey>, or --all");
    const config = load({
      ...toConfigFlags(options),
      "challenge.tier": options.tier,
      "transcripts.dir": options.transcripts,
    });
    const printer = createProgressPrinter(context.stderr);
    const request = {
      miners: selection,
      executor: options.executor,
      signal: context.signal,
      onProgress: printer.onProgress,
    };
    const report = await withLogger(config, context, async (logger) => {
      // Before anything is dialled: a wallet that cannot be read is the likelier problem.
      const hotkey = await loadValidatorHotkey(config, logger);
      return withChain(config, { ...request, logger }, (chain) =>
        runChallenge(config, { chain, hotkey, logger }, request),
      );
    }).finally(() => printer.done());
    const text = options.json
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : renderReport(report, choosePaint(context.stdout, context.env));
    context.stdout.write(text);
    context.setExitCode(report.accepted ? VERDICT_EXIT_CODE.accepted : VERDICT_EXIT_CODE.notAccepted);
  });
}

/** Whom the options name. Throws an `AddressError` for a hotkey that is none, before anything is dialled. */
function toSelection(options: {
  readonly miner?: string | undefined;
  readonly all?: boolean | undefined;
}): MinerSelection | undefined {
  if (options.all === true) return { kind: "all" };
  if (options.miner === undefined) return undefined;
  decodeAddress(options.miner);
  return { kind: "one", hotkey: options.miner };
}
