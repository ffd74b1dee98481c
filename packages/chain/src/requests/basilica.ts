/**
 * The texts that validators and miners sign when a session begins, as the public reference system defines them. Each
 * is signed as its UTF-8 bytes, unwrapped, and sent as lower-case hex without `0x`.
 */

/** How far a validator's clock may be from the miner's, both ways, in seconds. */
export const BASILICA_FRESHNESS_SECONDS = 300;

/** What a validator signs: bound to one miner (SS58) and one moment, so that it is worth nothing elsewhere or later. */
export function basilicaRequestText(nonce: string, minerHotkey: string, unixSeconds: bigint): string {
  return `BASILICA_AUTH_V1:${nonce}:${minerHotkey}:${unixSeconds}`;
}

/** What a validator of the first generation signs: neither bound to a miner nor to a moment. */
export function basilicaLegacyText(nonce: string): string {
  return nonce;
}

/** What the miner signs in its answer, so that a validator (SS58) knows whom it reached. */
export function basilicaResponseText(
  validatorHotkey: string,
  responseNonce: string,
  sessionToken: string,
): string {
  return `MINER_AUTH_RESPONSE:${validatorHotkey}:${responseNonce}:${sessionToken}`;
}
