import { decodeAddress } from "@headframe/chain";
import type { CliContext, Command } from "@headframe/kit/cli";
import { VerifierPool } from "@headframe/pow";
import { choosePaint } from "../report/style.js";
import { renderVerified } from "../report/verify-report.js";
import { verifyTranscript, type VerifiedTranscript } from "../transcripts/verify-transcript.js";
import { VERDICT_EXIT_CODE } from "./exit-code.js";

/** `validator verify`: judges stored sessions again, without any network. */
export function addVerifyCommand(program: Command, context: CliContext): void {
  program
    .command("verify")
    .description("check the signature of stored transcripts and judge them again, offline")
    .argument("<files...>", "transcripts that `validator challenge` has stored")
    .option("--validator <hotkey>", "refuse transcripts that another validator has signed")
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      "\nExit status: 0 all accepted, 1 something was not, 2 could not be read, 64 usage.",
    )
    .action(async (files, options) => {
      if (options.validator !== undefined) decodeAddress(options.validator);
      const pool = new VerifierPool();
      try {
        const verified: VerifiedTranscript[] = [];
        for (const file of files) {
          context.signal.throwIfAborted();
          verified.push(
            await verifyTranscript(file, { verifyOpenings: pool.verify, validator: options.validator }),
          );
        }
        const paint = choosePaint(context.stdout, context.env);
        const text = options.json
          ? `${JSON.stringify(verified, undefined, 2)}\n`
          : verified.map((each) => renderVerified(each, paint)).join("\n");
        context.stdout.write(text);
        const isAccepted = verified.every(({ accepted }) => accepted);
        context.setExitCode(isAccepted ? VERDICT_EXIT_CODE.accepted : VERDICT_EXIT_CODE.notAccepted);
      } finally {
        await pool.close();
      }
    });
}
