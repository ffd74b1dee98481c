import type { CliContext, Command } from "@headframe/kit/cli";
import { Progress } from "./progress.js";

/** Adds the options of the demo. */
export function buildProgram(program: Command, context: CliContext): void {
  program
    .option("--once", "end after the first verdict: 0 if every device was accepted, else 1")
    .option("--json", "print the validator's report as JSON on the standard output, progress on the other")
    .option("--keep", "keep the folder with wallets, configuration, logs and transcripts")
    .action(async ({ once, json, keep }) => {
      const isJson = json === true;
      const progress = new Progress(isJson ? context.stderr : context.stdout);
      // On demand: the chain's libraries take half a second to load, and `--help` needs none of them.
      const { runDemo } = await import("./demo.js");
      const exitCode = await runDemo(
        { isOnce: once === true, isJson, keepsFiles: keep === true, logLevel: context.logLevel() ?? "info" },
        { progress, signal: context.signal },
      );
      context.setExitCode(exitCode);
    });
}
