import { NETWORKS } from "@headframe/chain";
import type { Logger } from "@headframe/kit";
import { Option, type CliContext, type Command } from "@headframe/kit/cli";
import { renderCommits, renderSubmission, type BlockTimes } from "../report/commits-text.js";
import { choosePaint } from "../report/style.js";
import { renderPlan, toWeightsJson } from "../report/weights-report.js";
import { loadValidatorHotkey } from "../validator.js";
import { runWeights, type RunWeightsRequest, type WeightsStep } from "../weights/run-weights.js";
import { CHAIN_OPTIONS, toConfigFlags, WALLET_OPTIONS } from "./chain-options.js";
import { withChain, withLogger, type LoadValidatorConfig } from "./command-context.js";
import { VERDICT_EXIT_CODE } from "./exit-code.js";

/** `validator weights`: what miners are worth by the stored sessions, for the chain. */
export function addWeightsCommand(program: Command, context: CliContext, load: LoadValidatorConfig): void {
  const command = program
    .command("weights")
    .description("work out weights from stored transcripts, and set them on chain")
    .addOption(new Option("--dry-run", "show the weights; sign nothing").conflicts(["submit", "reveal"]))
    .addOption(new Option("--submit", "set the weights, or commit to them; reveal what is due"))
    .addOption(new Option("--reveal", "only reveal what was committed to, if it is due").conflicts("submit"))
    .addOption(new Option("--wait", "stay until all that was committed to is revealed").conflicts("dryRun"))
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
        "\nA subnet with commit/reveal takes a hash first: run this again in the epoch that it names." +
        "\nExit status: 0 done, or could be done; 1 the chain would refuse the weights (dry run), or a commitment" +
        "\nwas not revealed; 2 could not be done, 64 usage.",
    );
  command.action(async (options) => {
    const action = actionOf(options);
    if (action === undefined) {
      return command.error("error: say what to do: --dry-run, --submit, or --reveal");
    }
    const config = load({ ...toConfigFlags(options), "transcripts.dir": options.transcripts });
    const { signal } = context;
    const steps: WeightsStep[] = [];
    const run = async (logger: Logger): Promise<void> => {
      // Before anything is dialled: a wallet that cannot be read is the likelier problem.
      const hotkey = await loadValidatorHotkey(config, logger);
      return withChain(config, { signal, logger }, (chain) => {
        const times = { blockTimeMs: NETWORKS[chain.network].blockTimeMs };
        const print = options.json === true ? () => undefined : stepPrinter(context, times, action);
        const onStep = (step: WeightsStep): void => {
          steps.push(step);
          print(step);
        };
        return runWeights(
          config,
          { chain, hotkey, logger },
          { action, wait: options.wait === true, signal, onStep },
        );
      });
    };
    try {
      await withLogger(config, context, run);
    } finally {
      // What was revealed is told, too, when the weights that come after it are refused.
      if (options.json === true && steps.length > 0) {
        const report = toWeightsJson(config.bittensor.netuid, steps);
        context.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
      }
    }
    context.setExitCode(steps.some(isBad) ? VERDICT_EXIT_CODE.notAccepted : VERDICT_EXIT_CODE.accepted);
  });
}

function actionOf(flags: {
  readonly dryRun?: true;
  readonly submit?: true;
  readonly reveal?: true;
}): RunWeightsRequest["action"] | undefined {
  if (flags.dryRun) return "show";
  if (flags.reveal) return "reveal";
  return flags.submit ? "submit" : undefined;
}

/** Writes each step when it is done: what comes after it may fail. */
function stepPrinter(
  { stdout, env }: CliContext,
  times: BlockTimes,
  action: RunWeightsRequest["action"],
): (step: WeightsStep) => void {
  const paint = choosePaint(stdout, env);
  const write = (lines: readonly string[]): void =>
    void stdout.write(lines.map((line) => `${line}\n`).join(""));
  return (step) => {
    switch (step.kind) {
      case "commits": {
        const lines = renderCommits(step.review, times, paint);
        write(lines.length === 0 && action === "reveal" ? ["Nothing is to be revealed."] : lines);
        break;
      }
      case "plan": {
        const what = step.plan.reveal === null ? "set them" : "commit to them";
        const last = action === "show" ? [`Dry run: nothing was signed. Give --submit to ${what}.`] : [];
        write([...renderPlan(step.plan, times, paint), ...last]);
        break;
      }
      case "submission":
        write([renderSubmission(step.submission, times, paint)]);
        break;
      default:
        step satisfies never;
    }
  };
}

function isBad(step: WeightsStep): boolean {
  if (step.kind === "commits") {
    return step.review.commits.some(({ state }) => state === "expired" || state === "refused");
  }
  return step.kind === "plan" && step.plan.obstacles.length > 0;
}
