import type { Writable } from "node:stream";

import { Command, CommanderError, type CommandUnknownOpts, Option } from "@commander-js/extra-typings";

import { AppError, errorMessage } from "../errors/app-error.js";
import { LOG_LEVELS, type LogLevel } from "../logging/logger.js";
import { EXIT_CODE } from "./exit-code.js";

const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Whoever read our output has seen enough (`miner config example | head`), or the terminal was closed. */
const OUTPUT_GONE = new DOMException("nobody reads the output any more", "AbortError");

/** What a command works with. */
export interface CliContext {
  /** Fires at the first SIGINT, SIGTERM or SIGHUP, and when nobody can read the output any more. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The value of `--log-level`, if given. Only once the command line is parsed: inside an action. */
  logLevel(): LogLevel | undefined;
  /** The exit status when the command ends well; for verdicts. Default: 0. */
  setExitCode(code: number): void;
}

export interface RunCliOptions {
  /** As the user types it. */
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** Adds options, commands and actions. `--help`, `--version` and `--log-level` are there already. */
  readonly build: (program: Command, context: CliContext) => void;
  /** Without the interpreter and the file. Default: those of this process. */
  readonly argv?: readonly string[];
  /** Default: those of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stdout?: Writable;
  readonly stderr?: Writable;
}

/**
 * Runs a command line and resolves to its exit status (see `EXIT_CODE`); never rejects. `main.ts` is one line:
 * `process.exitCode = await runCli({ … })`.
 *
 * An expected failure prints `error:` and `hint:`, anything else its stack. The first SIGINT, SIGTERM or SIGHUP fires
 * `context.signal`; a second SIGINT or SIGTERM ends the process at once with 130.
 */
export async function runCli(options: RunCliOptions): Promise<number> {
  const { stdout = process.stdout, stderr = process.stderr, env = process.env } = options;
  const controller = new AbortController();
  const unlisten = listenForStops(controller, stdout, stderr);
  let exitCode: number = EXIT_CODE.ok;
  let logLevel: LogLevel | undefined;

  const program = createProgram(options, stdout, stderr);
  program.hook("preAction", (command) => {
    logLevel = (command.opts() as { readonly logLevel?: LogLevel }).logLevel;
  });
  try {
    options.build(program, {
      signal: controller.signal,
      env,
      stdout,
      stderr,
      logLevel: () => logLevel,
      setExitCode: (code) => {
        exitCode = code;
      },
    });
    await program.parseAsync(options.argv ?? process.argv.slice(2), { from: "user" });
    return exitCode;
  } catch (error) {
    if (!controller.signal.aborted || error !== controller.signal.reason) return reportFailure(error, stderr);
    return error === OUTPUT_GONE ? EXIT_CODE.ok : EXIT_CODE.interrupted;
  } finally {
    unlisten();
  }
}

function createProgram(
  { name, version, description }: RunCliOptions,
  stdout: Writable,
  stderr: Writable,
): Command {
  const logLevel = new Option("--log-level <level>", "the least important lines to log").choices([
    ...LOG_LEVELS,
  ]);
  const program: CommandUnknownOpts = new Command(name)
    .description(description)
    .version(version, "--version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addOption(logLevel)
    .exitOverride()
    .showHelpAfterError(`hint: "${name} --help" lists commands and options`)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    });
  return program as Command;
}

/** Prints what a person needs to know and gives the exit status. Commander has printed its own errors already. */
function reportFailure(error: unknown, stderr: Writable): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
  if (error instanceof AppError) {
    stderr.write(`error: ${error.message}\n`);
    if (error.hint !== undefined) stderr.write(`hint: ${error.hint}\n`);
    return EXIT_CODE.failure;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : errorMessage(error);
  stderr.write(`unexpected error (a defect of this program):\n${stack}\n`);
  return EXIT_CODE.unexpected;
}

/** Does nothing: with the command ended, its exit status says all that is left to say. */
function onLastWordsUnheard(): void {}

function listenForStops(controller: AbortController, stdout: Writable, stderr: Writable): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      // A terminal that is closed hangs up more than once (its shell, then the kernel): that is nobody's impatience.
      if (signal === "SIGHUP") return;
      process.exit(EXIT_CODE.interrupted);
    }
    controller.abort(new DOMException(`stopped by ${signal}`, "AbortError"));
  };
  // Stopped like everything else, not cut off: what it has begun elsewhere, processes or files, must end too.
  const onOutputGone = (): void => controller.abort(OUTPUT_GONE);
  // Nobody awaits a stray rejection: without this the process would end with Node's status, not ours.
  const onStray = (error: unknown): void => process.exit(reportFailure(error, stderr));

  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  for (const output of [stdout, stderr]) output.on("error", onOutputGone);
  process.on("uncaughtException", onStray).on("unhandledRejection", onStray);
  return () => {
    for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
    // What was written last fails later than this: at most one listener stays, for that.
    for (const output of [stdout, stderr])
      output.off("error", onOutputGone).off("error", onLastWordsUnheard).on("error", onLastWordsUnheard);
    process.off("uncaughtException", onStray).off("unhandledRejection", onStray);
  };
}
