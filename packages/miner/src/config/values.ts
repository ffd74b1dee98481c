import { isIP } from "node:net";
import { isAddress, isEndpointUrl } from "@headframe/chain";
import { parseHostPort } from "@headframe/kit";
import { z } from "zod";

/** A TCP port to listen on; 0 takes any free one. */
export const listenPort = () => z.int().min(0).max(65_535);

/** A host to listen on: an address, or a name that resolves to one of this machine. */
export const listenHost = () =>
  z.string().regex(/^[A-Za-z0-9_.:-]{1,253}$/, 'must be an address such as "0.0.0.0", "127.0.0.1" or "::"');

/** A path; what is there is checked when the process starts. */
export const filePath = () => z.string().min(1);

/** A name of a wallet file. */
export const keyName = () => z.string().regex(/^[^/\\\0]{1,255}$/, "must be a plain file name");

/** An SS58 address of this chain. */
export const hotkey = () =>
  z.string().refine(isAddress, { error: "must be an SS58 address such as 5F3sa2TJ…" });

/** An IP address that others can dial. */
export const publicIp = () =>
  z.string().refine((text) => isIP(text) !== 0, { error: "must be an IPv4 or IPv6 address, not a name" });

/** URL of a service that tells callers their address. Over plain HTTP anybody on the way could choose what is published. */
export const echoService = () =>
  z.url({ protocol: /^https$/, error: 'must be an https URL such as "https://ip.example.org"' });

/** `host:port` of a gRPC server. */
export const grpcAddress = () =>
  z.string().superRefine((text, context) => {
    const parsed = parseHostPort(text);
    if ("problem" in parsed) context.addIssue({ code: "custom", message: parsed.problem });
  });

/** WebSocket endpoint of a Subtensor node. */
export const chainEndpoint = () =>
  z.string().refine(isEndpointUrl, {
    error: 'must be a WebSocket URL such as "wss://entrypoint-finney.opentensor.ai:443"',
  });

/** `sqlite:<path>`; a query such as `?mode=rwc` is accepted, because that is what we do anyway. */
export const databaseUrl = () =>
  z.string().superRefine((text, context) => {
    const problem = databaseUrlProblem(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
  });

function databaseUrlProblem(url: string): string | undefined {
  if (/^postgres(ql)?:/.test(url)) return 'PostgreSQL is not supported; use "sqlite:./data/miner.db"';
  if (!url.startsWith("sqlite:")) return 'must have the form "sqlite:./data/miner.db"';
  const file = databaseFile(url);
  if (file === "" || file.includes(":memory:")) return 'must name a file: "sqlite:./data/miner.db"';
  return undefined;
}

/** The file that a `sqlite:` URL names. */
export function databaseFile(url: string): string {
  return url
    .slice("sqlite:".length)
    .replace(/\?.*$/, "")
    .replace(/^\/\/(?=.)/, "");
}
