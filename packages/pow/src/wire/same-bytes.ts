/** Whether two byte strings are equal. Not constant in time: nothing that is compared in a session is secret. */
export function isSameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && Buffer.compare(a, b) === 0;
}
