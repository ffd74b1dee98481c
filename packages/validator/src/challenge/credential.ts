import type { Keypair } from "@headframe/chain";
import { createDelegation, createSessionKey, type SessionCredential } from "@headframe/pow";

/** Longer than any run, short enough that a key taken from memory is soon worth nothing. */
const VALIDITY_MS = 3_600_000;

/**
 * A fresh session key that the validator's hotkey vouches for (GPOW-1, section 14.3), for one run of challenges.
 *
 * @param genesis hash of block 0, 32 bytes
 * @param nowMs Unix milliseconds; the credential holds from here for an hour
 */
export function createCredential(hotkey: Keypair, genesis: Uint8Array, nowMs: number): SessionCredential {
  const key = createSessionKey();
  const terms = {
    genesis,
    role: "validator",
    scheme: hotkey.scheme,
    hotkey: hotkey.publicKey,
    session: key.publicKey,
    executorId: "",
    notBeforeMs: nowMs,
    notAfterMs: nowMs + VALIDITY_MS,
  } as const;
  return { key, delegation: createDelegation(terms, (digest) => hotkey.sign(digest)) };
}
