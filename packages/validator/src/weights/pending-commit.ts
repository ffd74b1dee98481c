import { decodeAddress, weightCommitHash, type Weight } from "@headframe/chain";
import { z } from "zod";

/** Which validator on which subnet of which chain. */
export interface CommitOwner {
  /** 0x and 64 hex digits. */
  readonly genesisHash: string;
  readonly netuid: number;
  /** SS58 of the validator. */
  readonly hotkey: string;
}

/** Weights that were committed to, or are about to be: all that it takes to reveal them. */
export interface PendingCommit extends CommitOwner {
  /** 0x and 64 hex digits. */
  readonly hash: string;
  /** In the order in which they were hashed. */
  readonly weights: readonly Weight[];
  readonly salt: readonly number[];
  readonly versionKey: bigint;
  /** The best block when it was made: it cannot be in this one or an earlier one. */
  readonly afterBlock: number;
}

const FORMAT = "headframe/weight-commit/1";

const word = z.int().min(0).max(65_535);

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  genesisHash: z.string(),
  netuid: word,
  hotkey: z.string(),
  hash: z.string(),
  weights: z.array(z.strictObject({ uid: word, weight: word })),
  salt: z.array(word),
  versionKey: z.string().regex(/^\d{1,20}$/),
  afterBlock: z.int().min(0),
});

/** A commitment to these weights. */
export function makeCommit(parts: Omit<PendingCommit, "hash">): PendingCommit {
  return { ...parts, hash: weightCommitHash({ ...parts, publicKey: decodeAddress(parts.hotkey) }) };
}

/** The name of its file: one for each commitment. */
export function commitFileName({ genesisHash, netuid, hotkey, hash }: PendingCommit): string {
  return `${genesisHash.slice(2, 10)}-${netuid}-${hotkey}-${hash.slice(2)}.json`;
}

export function formatCommit(commit: PendingCommit): string {
  const { versionKey, ...rest } = commit;
  return `${JSON.stringify({ format: FORMAT, ...rest, versionKey: String(versionKey) }, undefined, 1)}\n`;
}

/** Throws an Error that says why, when it is none or does not fit its own hash. */
export function parseCommit(text: string): PendingCommit {
  const { format: _format, versionKey, hash, ...rest } = fileSchema.parse(JSON.parse(text));
  const commit = makeCommit({ ...rest, versionKey: BigInt(versionKey) });
  if (commit.hash !== hash) throw new Error(`it hashes to ${commit.hash} and claims to be ${hash}`);
  return commit;
}
