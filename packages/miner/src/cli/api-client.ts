import { linkSignal } from "@headframe/kit";
import type { MinerConfig } from "../config/schema.js";
import { CommandError } from "./errors.js";

const TIMEOUT_MS = 5000;

/** Asks the running miner over its HTTP API. Throws `cli/not-running` or `cli/refused`. */
export async function callApi(
  { api }: MinerConfig,
  method: "GET" | "POST",
  path: string,
  signal: AbortSignal,
): Promise<unknown> {
  const url = `http://${hostToCall(api.host)}:${api.port}${path}`;
  const limit = linkSignal(signal, TIMEOUT_MS);
  try {
    const headers = api.token === undefined ? {} : { authorization: `Bearer ${api.token.reveal()}` };
    const response = await fetch(url, { method, headers, signal: limit.signal });
    const body: unknown = await response.json();
    if (!response.ok) throw refused(url, response.status, body);
    return body;
  } catch (error) {
    if (error instanceof CommandError) throw error;
    signal.throwIfAborted();
    throw new CommandError({ code: "cli/not-running", url }, `no miner answers at ${url}`, {
      hint: "start it with `miner --config miner.toml`; this command reads api.host and api.port of the same file",
      cause: error,
    });
  } finally {
    limit.release();
  }
}

/** A host to listen on is not always one to dial. */
function hostToCall(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function refused(url: string, status: number, body: unknown): CommandError {
  const { error } = body as { readonly error?: { readonly message?: unknown; readonly hint?: unknown } };
  const message = typeof error?.message === "string" ? error.message : `status ${status}`;
  return new CommandError({ code: "cli/refused", url, status }, `the miner refused: ${message}`, {
    hint: hintFor(status, error?.hint),
  });
}

/** The miner's own remedies are for its callers; two of them have another for whoever types commands. */
function hintFor(status: number, theirs: unknown): string {
  if (status === 401) return "set api.token_file in the configuration that this command reads";
  if (status === 404) return "`miner executors list` names the executors";
  return typeof theirs === "string" ? theirs : "the log of the miner says more";
}
