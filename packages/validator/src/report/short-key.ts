/** `5FHneW46…694ty`: enough of an address to recognise it. Both ends, because everybody's begins with a 5. */
export function shortKey(ss58: string): string {
  return ss58.length <= 16 ? ss58 : `${ss58.slice(0, 8)}…${ss58.slice(-5)}`;
}
