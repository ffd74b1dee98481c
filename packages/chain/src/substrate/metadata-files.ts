import { createHash, timingSafeEqual } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { errorMessage, writeFileAtomic, type Logger } from "@headframe/kit";
import { ChainError } from "../errors.js";
import type { ChainIdentity } from "./chain-identity.js";
import { fetchNewestMetadata } from "./newest-metadata.js";
import type { SendRequest } from "./node-request.js";

/** Where runtimes' metadata is kept between starts. */
export interface MetadataFiles {
  readonly directory: string;
  /** Asks the node even for what is kept already, and insists on keeping it. */
  readonly isRefresh: boolean;
}

/** Whose metadata, and how to get it. */
export interface MetadataSource {
  readonly identity: ChainIdentity;
  readonly send: SendRequest;
  readonly logger: Logger;
}

const DIGEST_BYTES = 32;

/** A runtime's metadata as 0x-hex, by the key that the client library looks it up with. */
export type MetadataByRuntime = Record<string, `0x${string}`>;

/**
 * The runtime's metadata: from its file when that is there and whole, else from the node, and kept. Without `files` the
 * node is asked each time. A directory that cannot be written costs the file and nothing else; only a refresh rejects then,
 * with `chain/metadata-not-kept`.
 */
export async function loadMetadata(
  files: MetadataFiles | undefined,
  source: MetadataSource,
): Promise<MetadataByRuntime> {
  const { identity } = source;
  const key = `${identity.genesisHash}-${identity.specVersion}`;
  return { [key]: files ? await readOrFetch(files, key, source) : await fetchMetadata(source) };
}

async function readOrFetch(
  { directory, isRefresh }: MetadataFiles,
  key: string,
  source: MetadataSource,
): Promise<`0x${string}`> {
  const { identity, logger } = source;
  const file = path.join(directory, `${key.slice(2)}.metadata`);
  const kept = isRefresh ? undefined : await readKept(file);
  if (kept !== undefined) return `0x${kept.toString("hex")}`;
  const fetched = await fetchMetadata(source);
  try {
    await keep(file, Buffer.from(fetched.slice(2), "hex"));
    await forgetOlder(file, identity);
  } catch (error) {
    if (isRefresh) throw notKept(file, error);
    logger.warn(
      { file, reason: errorMessage(error) },
      "the chain's metadata could not be kept for the next start",
    );
  }
  return fetched;
}

async function fetchMetadata({ send }: MetadataSource): Promise<`0x${string}`> {
  const fetched = await fetchNewestMetadata(send, []);
  if (typeof fetched === "string" && isHex(fetched)) return fetched;
  throw new Error("the node answered a request for its metadata with no bytes");
}

function isHex(text: string): text is `0x${string}` {
  return text.startsWith("0x");
}

/** `undefined` when there is none, or a damaged one: then it is fetched like a missing one. */
async function readKept(file: string): Promise<Buffer | undefined> {
  const contents = await readFile(file).catch(() => undefined); // Missing and unreadable alike: the node has it.
  if (contents === undefined || contents.length <= DIGEST_BYTES) return undefined;
  const metadata = contents.subarray(DIGEST_BYTES);
  return timingSafeEqual(digestOf(metadata), contents.subarray(0, DIGEST_BYTES)) ? metadata : undefined;
}

/** The SHA-256 of the metadata goes before it. */
async function keep(file: string, metadata: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFileAtomic(file, Buffer.concat([digestOf(metadata), metadata]), { mode: 0o644 });
}

function notKept(file: string, cause: unknown): ChainError {
  return new ChainError(
    { code: "chain/metadata-not-kept", file },
    `the runtime's metadata cannot be kept in ${file}: ${errorMessage(cause)}`,
    { cause, hint: "let this user write the folder, or name another one" },
  );
}

/** A runtime never returns to an earlier version. */
async function forgetOlder(file: string, { genesisHash }: ChainIdentity): Promise<void> {
  const directory = path.dirname(file);
  for (const name of await readdir(directory)) {
    const isOlder = name.startsWith(`${genesisHash.slice(2)}-`) && name !== path.basename(file);
    if (isOlder) await rm(path.join(directory, name), { force: true });
  }
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
