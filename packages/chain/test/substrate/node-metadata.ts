import { compactToU8a } from "@polkadot/util";
import type { AnswerInstead } from "@headframe/localnet";
import { JsonRpcSocket } from "../../src/substrate/json-rpc-socket.js";
import { fetchNewestMetadata } from "../../src/substrate/newest-metadata.js";

/** The metadata of a node's runtime. */
export async function metadataFrom(url: string): Promise<Buffer> {
  const socket = await JsonRpcSocket.open(url, new AbortController().signal);
  try {
    const hex = await fetchNewestMetadata((method, params) => socket.request(method, params), []);
    return Buffer.from(String(hex).slice(2), "hex");
  } finally {
    await socket.close();
  }
}

/** The same with one name for another of the same length, wherever it occurs. */
export function renamed(metadata: Buffer, from: string, to: string): Buffer {
  const text = metadata.toString("latin1");
  if (!text.includes(from) || from.length !== to.length) throw new Error(`cannot call ${from} ${to}`);
  return Buffer.from(text.replaceAll(from, to), "latin1");
}

/** What a node answers that is asked for this metadata in any version. */
export function metadataAnswer(metadata: Buffer): AnswerInstead {
  const bytes = Buffer.concat([Buffer.of(1), compactToU8a(metadata.length), metadata]);
  return { result: `0x${bytes.toString("hex")}` };
}
