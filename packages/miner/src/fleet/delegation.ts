import type { Keypair } from "@headframe/chain";
import { delegationDigest } from "@headframe/pow/delegation";
import type { InstalledDelegation } from "./executor-peer.js";

/** How long a delegation is valid. GPOW-1, section 14.3, allows 7 days; a day limits what a stolen session key can do. */
const VALIDITY_MS = 24 * 60 * 60_000;

/** Validity before now, for executors and validators whose clock is behind ours. */
const BACKDATED_MS = 5 * 60_000;

/** A delegation with less than this left is replaced. */
const RENEWED_BEFORE_END_MS = 8 * 60 * 60_000;

/** Whose hotkey delegates, and on which chain. */
export interface Delegator {
  readonly hotkey: Keypair;
  /** Hash of block 0, 32 bytes. */
  readonly genesisHash: Uint8Array;
}

/**
 * Lets the session key of one executor speak for the hotkey (GPOW-1, section 14.3). The signed digest is computed
 * here from our own values: a digest given by somebody else could be the hash of a transaction.
 */
export function delegate(
  { hotkey, genesisHash }: Delegator,
  executorId: string,
  sessionKey: Uint8Array,
  nowMs: number,
): InstalledDelegation {
  const notBeforeMs = nowMs - BACKDATED_MS;
  const notAfterMs = notBeforeMs + VALIDITY_MS;
  const digest = delegationDigest({
    genesis: genesisHash,
    role: "executor",
    scheme: hotkey.scheme,
    hotkey: hotkey.publicKey,
    session: sessionKey,
    executorId,
    notBeforeMs,
    notAfterMs,
  });
  return { sessionKey, notBeforeMs, notAfterMs, signature: hotkey.sign(digest) };
}

/** Whether a delegation that ends at `notAfterMs` (0: there is none) has to be replaced now. */
export function needsDelegation(notAfterMs: number, nowMs: number): boolean {
  return notAfterMs - nowMs < RENEWED_BEFORE_END_MS;
}
