import type { Command, CliContext } from "@headframe/kit/cli";
import type { Terminal } from "../terminal/terminal.js";
import { addKeyCommands } from "./keys.js";
import { addLookCommands } from "./look.js";
import { addSignatureCommands } from "./signatures.js";
import type { WalletCommandParts } from "./wallet-options.js";

/** `miner wallet …`: key files as btcli writes and reads them. Never a coldkey's secret. */
export function addWalletCommands(program: Command, context: CliContext, terminal: Terminal): void {
  const parts: WalletCommandParts = { program, context, terminal };
  const wallet = program.command("wallet").description("look after hotkeys, in btcli's own files");
  addLookCommands(wallet, parts);
  addKeyCommands(wallet, parts);
  addSignatureCommands(wallet, parts);
}
