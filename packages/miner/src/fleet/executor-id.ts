import { createHash } from "node:crypto";
import { formatUuid, isUuid } from "@headframe/kit";

/** Namespace of the ids that are made from aliases. Changing it would give every such executor another identity. */
const ALIAS_NAMESPACE = Buffer.from("5b3c1df2a5a04c0f9d0ab8a1c2f7e4d6", "hex");

/** The identity of a fleet entry. */
export interface ExecutorIdentity {
  /** UUID in lower case: the executor id of GPOW-1. */
  readonly executorId: string;
  /** The name people use for it. */
  readonly alias: string;
}

/**
 * Reads a configured `id`. A UUID, in either case, is the executor's id; from anything else the id follows as a UUIDv5
 * (RFC 9562, section 5.5), so it is the same after every restart and on every machine. The alias is `name`, or the
 * configured id.
 */
export function executorIdentity(configuredId: string, name?: string): ExecutorIdentity {
  const lowered = configuredId.toLowerCase();
  const executorId = isUuid(lowered) ? lowered : uuidV5(configuredId);
  return { executorId, alias: name ?? configuredId };
}

function uuidV5(name: string): string {
  const bytes = createHash("sha1").update(ALIAS_NAMESPACE).update(name, "utf8").digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(bytes);
}
