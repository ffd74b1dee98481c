import { runUntilStopped } from "@headframe/kit";
import type { CliContext } from "@headframe/kit/cli";
import { createLogger } from "@headframe/kit/logging";
import type { MinerConfig } from "../config/schema.js";
import { passwordSource } from "./terminal/password.js";
import type { Terminal } from "./terminal/terminal.js";

/** `miner`: runs until a signal comes. */
export async function runCommand(
  config: MinerConfig,
  {
    context,
    version,
    terminal,
  }: { readonly context: CliContext; readonly version: string; readonly terminal: Terminal },
): Promise<void> {
  const {
    level,
    format,
    stdout,
    file,
    max_file_size: maxFileSizeBytes,
    max_files: maxFiles,
  } = config.logging;
  const log = createLogger({ level, format, stdout, file, maxFileSizeBytes, maxFiles });
  try {
    log.logger.info(
      { version, network: config.bittensor.network, netuid: config.bittensor.netuid },
      "miner starts",
    );
    // Most of the program is behind this import: the other commands start without it.
    const { runMiner } = await import("../miner.js");
    const file = config.bittensor.hotkey_password_file;
    const password = passwordSource({ context, terminal, file });
    const { signal } = context;
    await runUntilStopped(() => runMiner(config, { signal, logger: log.logger, version, password }), signal);
  } finally {
    await log.close();
  }
}
