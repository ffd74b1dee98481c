/**
 * The texts that validators and miners sign when a session begins, as the public reference system defines them. Each
 * is signed as its UTF-8 bytes, unwrapped, and sent as lower-case hex without `0x`.
 */

/** How far a validator's clock may be from ours, both ways, in seconds. */
export const FRESHNESS_SECONDS = 300;

/** What a validator signs: bound to one miner and one moment. */
export function authenticationText(nonce: string, minerHotkey: string, unixSeconds: bigint): string {
  return `BASILICA_AUTH_V1:${nonce}:${minerHotkey}:${unixSeconds}`;
}

/** What a validator of the first generation signs: neither bound to a miner nor to a moment. */
export function legacyAuthenticationText(nonce: string): string {
  return nonce;
}

/** What the miner signs in its answer, so that a validator knows whom it reached. */
export function responseText(validatorHotkey: string, responseNonce: string, sessionToken: string): string {
  return `MINER_AUTH_RESPONSE:${validatorHotkey}:${responseNonce}:${sessionToken}`;
}
