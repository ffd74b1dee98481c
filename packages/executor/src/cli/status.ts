import { AppError, errorMessage, linkSignal } from "@headframe/kit";
import { type CliContext, type Command, type CommandUnknownOpts, EXIT_CODE } from "@headframe/kit/cli";
import type { ExecutorConfig } from "../config/schema.js";

const ASK_TIMEOUT_MS = 5_000;

/** Why the status of an executor is unknown. */
export interface StatusFailure {
  readonly code: "status/not-running";
  readonly url: string;
}

/** An executor that does not answer on its health port. */
class StatusError extends AppError<StatusFailure> {}

/** `executor status`: what the executor on this box says about itself. Exits 0 if it takes challenges, else 2. */
export function addStatusCommand(
  program: CommandUnknownOpts,
  context: CliContext,
  load: () => ExecutorConfig,
): void {
  (program as Command)
    .command("status")
    .description("ask the running executor how it is; exit status 0 if it takes challenges")
    .option("--json", "the whole answer as JSON")
    .action(async ({ json }) => {
      const { health_host: host, health_port: port } = load().server;
      const { isServing, body } = await ask(`http://${toUrlHost(host)}:${port}/health`, context.signal);
      context.stdout.write(json === true ? `${JSON.stringify(body, null, 2)}\n` : describe(body));
      if (!isServing) context.setExitCode(EXIT_CODE.failure);
    });
}

/** The part of `/health` that people read; the rest is in `--json`. */
interface HealthBody {
  readonly state?: string;
  readonly reason?: { readonly message?: string; readonly hint?: string };
  readonly executorId?: string;
  readonly minerHotkey?: string;
  readonly delegatedUntil?: string;
  readonly backend?: string;
  readonly backendNote?: string;
  readonly devices?: readonly { readonly slot?: number; readonly name?: string; readonly uuid?: string }[];
  readonly containers?: { readonly runtime?: string; readonly reachable?: boolean; readonly reason?: string };
}

function toUrlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

async function ask(
  url: string,
  signal: AbortSignal,
): Promise<{ readonly isServing: boolean; readonly body: HealthBody }> {
  const limit = linkSignal(signal, ASK_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: limit.signal });
    return { isServing: response.ok, body: (await response.json()) as HealthBody };
  } catch (error) {
    throw new StatusError(
      { code: "status/not-running", url },
      `no executor answers on ${url}: ${errorMessage(error)}`,
      { cause: error, hint: "start it with: executor --server --config executor.toml" },
    );
  } finally {
    limit.release();
  }
}

function describe(body: HealthBody): string {
  const { state, reason, devices = [], containers } = body;
  const lines = [
    ["state", state],
    ["reason", reason?.message],
    ["hint", reason?.hint],
    ["executor id", body.executorId ?? "not adopted yet"],
    ["miner hotkey", body.minerHotkey],
    ["delegated until", body.delegatedUntil],
    ["backend", body.backendNote === undefined ? body.backend : `${body.backend} (${body.backendNote})`],
    ...devices.map(({ slot, name, uuid }) => [`device ${slot}`, `${name} ${uuid}`]),
    [
      "containers",
      `${containers?.runtime}: ${containers?.reachable === true ? "answers" : containers?.reason}`,
    ],
  ];
  return lines
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${(label ?? "").padEnd(16)}${value}\n`)
    .join("");
}
