/** What a node says of a transaction that it was asked to watch, reduced to what a sender acts on. */
export type TransactionStatus =
  | { readonly kind: "waiting" }
  /** In the block with this hash, 0x-hex. */
  | { readonly kind: "included"; readonly blockHash: string }
  /** The node will not include it. */
  | { readonly kind: "given-up"; readonly reason: "usurped" | "dropped" | "invalid" | "finalityTimeout" };

/** Reads one `author_extrinsicUpdate`. `inBlock` may be skipped when finality follows at once. */
export function readTransactionStatus(update: unknown): TransactionStatus {
  if (update === "dropped" || update === "invalid") return { kind: "given-up", reason: update };
  if (typeof update !== "object" || update === null) return { kind: "waiting" };
  if ("usurped" in update) return { kind: "given-up", reason: "usurped" };
  if ("finalityTimeout" in update) return { kind: "given-up", reason: "finalityTimeout" };
  const blockHash =
    "inBlock" in update ? update.inBlock : "finalized" in update ? update.finalized : undefined;
  return typeof blockHash === "string" ? { kind: "included", blockHash } : { kind: "waiting" };
}
