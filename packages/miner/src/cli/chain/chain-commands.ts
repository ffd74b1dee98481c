import { runUntilStopped, systemClock } from "@headframe/kit";
import type { CliContext, Command } from "@headframe/kit/cli";
import { readChainStanding } from "../../registration/chain-standing.js";
import { watchChain, type WatchedState, type WatchEvent } from "../../registration/chain-watch.js";
import { wantedAxon } from "../../registration/wanted-axon.js";
import { loadBittensor } from "../bittensor-settings.js";
import { withChain } from "../chain-connection.js";
import { hotkeyAddress } from "../hotkey-address.js";
import { keyfileParts } from "../terminal/keyfile-parts.js";
import type { Terminal } from "../terminal/terminal.js";
import { jsonOption } from "../wallet/wallet-options.js";
import { chainStatusJson } from "./status-json.js";
import { describeStatus } from "./status-text.js";

/** `miner chain …`: what the chain says of the hotkey, without the running miner. */
export function addChainCommands(program: Command, context: CliContext, terminal: Terminal): void {
  const chain = program.command("chain").description("what the chain says about the hotkey");
  const { signal, stdout } = context;
  const prepare = async () => {
    const settings = loadBittensor(program, context);
    const hotkey = await hotkeyAddress(settings, keyfileParts({ context, terminal }));
    return { settings, hotkey };
  };
  chain
    .command("status")
    .description("registration, axon, rate limit, immunity and price, now")
    .addOption(jsonOption())
    .action(async ({ json }) => {
      const { settings, hotkey } = await prepare();
      await withChain(settings, signal, async (connected) => {
        const place = { netuid: settings.netuid, hotkey };
        const standing = await readChainStanding(connected, place, { clock: systemClock, signal });
        const wanted = wantedAxon(settings, standing.registration?.neuron.axon ?? null);
        const shown = { settings, hotkey, standing, wanted };
        stdout.write(
          json === true
            ? `${JSON.stringify(chainStatusJson(connected, shown), undefined, 2)}\n`
            : describeStatus(connected, shown),
        );
      });
    });
  chain
    .command("watch")
    .description("a line for everything that changes, until interrupted")
    .addOption(jsonOption())
    .action(async ({ json }) => {
      const { settings, hotkey } = await prepare();
      const print = (event: WatchEvent): void =>
        void stdout.write(json === true ? `${eventJson(event)}\n` : `${describeEvent(event)}\n`);
      await withChain(settings, signal, (connected) =>
        // Interrupting is how a watch ends.
        runUntilStopped(async () => {
          const place = { netuid: settings.netuid, hotkey };
          for await (const event of watchChain(connected, place, signal)) print(event);
        }, signal),
      );
    });
}

function describeEvent(event: WatchEvent): string {
  if (event.kind === "change") {
    return `block ${event.block}: ${label(event.what)}: ${shown(event.from)} -> ${shown(event.to)}`;
  }
  const facts = Object.entries(event.state).map(([name, value]) => `${label(name)} ${shown(value)}`);
  return `block ${event.block}: ${facts.join(", ")}`;
}

function eventJson(event: WatchEvent): string {
  return JSON.stringify({ time: new Date(systemClock.nowMs()).toISOString(), ...event });
}

/** `stakeWeight` as `stake weight`. */
function label(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shown(value: WatchedState[keyof WatchedState]): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
