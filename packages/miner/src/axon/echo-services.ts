import { isIP, isIPv6 } from "node:net";
import { errorMessage, linkSignal, type Logger } from "@headframe/kit";
import { isPublicAddress } from "./public-address.js";

const ANSWER_TIMEOUT_MS = 5_000;

/** An address, with room for JSON around it and a few more fields. */
const LONGEST_ANSWER_BYTES = 4096;

export interface EchoOptions {
  /** What they agreed on last. */
  readonly former: string | undefined;
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * Asks services what address this machine has as they see it: each answers a GET with the address as text, or as
 * `{"ip": …}`. Gives the public address that more than half of them name, of IPv4 and IPv6 each by itself: a machine
 * that has both is seen under either. Of two such addresses, the `former` one stays, else the one with more votes is
 * taken. `undefined` when there is none.
 */
export async function askEchoServices(
  urls: readonly string[],
  { former, signal, logger }: EchoOptions,
): Promise<string | undefined> {
  const votes = new Map<string, number>();
  const askOne = async (url: string): Promise<void> => {
    try {
      const ip = await ask(url, signal);
      votes.set(ip, (votes.get(ip) ?? 0) + 1);
    } catch (error) {
      signal.throwIfAborted();
      const { host } = new URL(url);
      logger.warn({ service: host, reason: errorMessage(error) }, "echo service gave no address");
    }
  };
  await Promise.all(urls.map(askOne));
  const agreed = agreedOn(votes, urls.length);
  const chosen = agreed.find((ip) => ip === former) ?? agreed[0];
  if (chosen === undefined) logger.warn({ votes: Object.fromEntries(votes) }, "echo services do not agree");
  return chosen;
}

/** At most one address of each family, the one with more votes first, IPv4 before IPv6. */
function agreedOn(votes: ReadonlyMap<string, number>, services: number): string[] {
  const counted = [...votes].map(([ip, count]) => ({ ip, count, isSix: isIPv6(ip) }));
  return counted
    .filter(({ count, isSix }) => {
      const ofTheOther = counted.filter((vote) => vote.isSix !== isSix);
      // A service that gave no answer counts against both.
      return count > (services - ofTheOther.reduce((sum, vote) => sum + vote.count, 0)) / 2;
    })
    .toSorted((a, b) => b.count - a.count || Number(a.isSix) - Number(b.isSix))
    .map(({ ip }) => ip);
}

async function ask(url: string, parent: AbortSignal): Promise<string> {
  const { signal, release } = linkSignal(parent, ANSWER_TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal, redirect: "error", headers: { accept: "text/plain" } });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const ip = addressIn(await readText(response));
    if (!isPublicAddress(ip)) throw new Error(`${ip} is no public address`);
    return ip;
  } finally {
    release();
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER_BYTES)
      throw new Error(`the answer has more than ${LONGEST_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8").trim();
}

function addressIn(text: string): string {
  const ip = text.startsWith("{") ? (JSON.parse(text) as { readonly ip?: unknown }).ip : text;
  if (typeof ip === "string" && isIP(ip) !== 0) return ip;
  throw new Error("the answer is no IP address");
}
