/**
 * What a validator's hotkey signs to authenticate with a miner, in the reference system's second generation: bound to
 * this miner and to a time, so that it is worth nothing elsewhere or later.
 *
 * @param target SS58 of the miner
 * @param unixSeconds whole seconds
 */
export function requestText(nonce: string, target: string, unixSeconds: number): string {
  return `BASILICA_AUTH_V1:${nonce}:${target}:${unixSeconds}`;
}

/** What the miner's hotkey signs in its reply. `validator` is the SS58 of the validator that asked. */
export function replyText(validator: string, responseNonce: string, sessionToken: string): string {
  return `MINER_AUTH_RESPONSE:${validator}:${responseNonce}:${sessionToken}`;
}
