import { runUntilStopped, systemClock, packageVersion } from "@headframe/kit";
import type { CliContext, CommandUnknownOpts } from "@headframe/kit/cli";
import { createLogger } from "@headframe/kit/logging";
import type { ExecutorConfig } from "../config/schema.js";

/** `executor --server`: the daemon. Without the flag and without a command there is nothing to do, and it says so. */
export function addServeAction(
  program: CommandUnknownOpts,
  context: CliContext,
  load: () => ExecutorConfig,
): void {
  program.option("--server", "run the executor").action(async () => {
    const { server: isServer } = program.opts() as { readonly server?: boolean };
    if (isServer !== true) {
      program.error(
        "error: nothing to do\nhint: run the executor with: executor --server --config executor.toml",
        {
          exitCode: 64,
        },
      );
    }
    await serve(load(), context);
  });
}

async function serve(config: ExecutorConfig, { env, signal, stdout }: CliContext): Promise<void> {
  const { level, format, file, max_file_size, max_files } = config.logging;
  const log = createLogger({
    level,
    format,
    stdout: config.logging.stdout && stdout,
    file,
    maxFileSizeBytes: max_file_size,
    maxFiles: max_files,
  });
  try {
    // On demand: what an executor is made of takes half a second to load, and `config check` needs none of it.
    const { runExecutor } = await import("../executor.js");
    const version = packageVersion(import.meta.url);
    const run = () => runExecutor(config, { logger: log.logger, clock: systemClock, env, version, signal });
    await runUntilStopped(run, signal);
  } finally {
    await log.close();
  }
}
