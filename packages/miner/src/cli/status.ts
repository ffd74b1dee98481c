import type { CliContext, Command } from "@headframe/kit/cli";
import { formatDuration } from "@headframe/kit";
import type { statusJson } from "../api/status-view.js";
import type { MinerConfig } from "../config/schema.js";
import { callApi } from "./api-client.js";
import { formatFacts } from "./facts.js";

type StatusJson = ReturnType<typeof statusJson>;

/** `miner status`: what the running miner says about itself. */
export function addStatusCommand(program: Command, context: CliContext, load: () => MinerConfig): void {
  program
    .command("status")
    .description("what the running miner says about itself")
    .option("--json", "as JSON")
    .action(async ({ json }) => {
      const status = (await callApi(load(), "GET", "/api/v1/status", context.signal)) as StatusJson;
      context.stdout.write(json === true ? `${JSON.stringify(status, undefined, 2)}\n` : describe(status));
    });
}

function describe(status: StatusJson): string {
  const { axon, chain, executors } = status;
  const fleet = Object.entries(executors)
    .filter(([, count]) => count > 0)
    .map(([health, count]) => `${count} ${health}`)
    .join(", ");
  return formatFacts([
    ["hotkey", `${status.hotkey}, UID ${status.uid} on subnet ${status.netuid} of ${status.network}`],
    ["axon", describeAxon(axon)],
    ...(axon.unreachable === null
      ? []
      : ([["warning", `${axon.unreachable.message}; ${axon.unreachable.hint}`]] as const)),
    ["chain", describeChain(chain)],
    ["executors", fleet === "" ? "none" : fleet],
    ["sessions", String(status.sessions)],
    ["running for", formatDuration(status.uptime_seconds * 1000)],
    ["version", status.version],
  ]);
}

function describeAxon({ ip, port, published, reason }: StatusJson["axon"]): string {
  const address = `${ip}:${port}`;
  return published ? address : `${address}, not on chain: ${reason}`;
}

function describeChain({ endpoint, connected, stale, view_age_seconds: age }: StatusJson["chain"]): string {
  const parts = [endpoint, connected ? "connected" : "not connected"];
  if (stale) parts.push(age === null ? "never read" : `last read ${age} s ago: nobody new is let in`);
  return parts.join(", ");
}
