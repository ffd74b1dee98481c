import { packageVersion } from "@headframe/kit";
import { runCli, type CliContext, type Command } from "@headframe/kit/cli";
import { createLogger } from "@headframe/kit/logging";
import { startLocalnet } from "../localnet.js";
import { describeLocalnet, reportOf } from "./describe-localnet.js";
import { blockTimeOption, netuidOption, portOption } from "./options.js";
import { prepareSubnets } from "./prepare-subnets.js";

/** What a test gives in place of the process's own. */
export type LocalnetCliOptions = Partial<
  Pick<Parameters<typeof runCli>[0], "argv" | "env" | "stdout" | "stderr">
>;

/** The port that a Substrate node listens on unless it is told otherwise. */
const DEFAULT_PORT = 9944;

/** Runs a command line of `localnet` and resolves to its exit status; never rejects. */
export function runLocalnetCli(options: LocalnetCliOptions = {}): Promise<number> {
  return runCli({
    ...options,
    name: "localnet",
    version: packageVersion(import.meta.url),
    description:
      "Runs a development chain that speaks the JSON-RPC of a Subtensor node. Its TAO have no value.",
    build,
  });
}

function build(program: Command, context: CliContext): void {
  program
    .option("--host <address>", "where to listen", "127.0.0.1")
    .option("--port <number>", "the port to listen on; 0 for any free one", portOption, DEFAULT_PORT)
    .option(
      "--block-time <duration>",
      "time between blocks, such as 250ms or 12s, or instant",
      blockTimeOption,
      1000,
    )
    .option("--netuid <number>", "create subnets up to this one", netuidOption, 1)
    .option("--miner <ss58...>", "hotkeys to register on the subnet")
    .option("--validator <ss58...>", "hotkeys to register there with stake and a validator permit")
    .option("--fund <ss58...>", "accounts that get 1,000 TAO")
    .option("--state <file>", "keep the chain in this file and take it up again from there")
    .option("--json", "print what a program needs as one line of JSON")
    .action(async (options) => {
      const { logger, close } = createLogger({
        level: context.logLevel() ?? "warn",
        format: "pretty",
        stdout: context.stderr,
      });
      const localnet = await startLocalnet({
        host: options.host,
        port: options.port,
        blockTimeMs: options.blockTime,
        ...(options.state === undefined ? {} : { stateFile: options.state }),
        logger,
      });
      try {
        await prepareSubnets(localnet.dev, options);
        const report = reportOf(localnet, options);
        context.stdout.write(options.json ? `${JSON.stringify(report)}\n` : describeLocalnet(report));
        await aborted(context.signal);
      } finally {
        await localnet.close();
        await close();
      }
    });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
