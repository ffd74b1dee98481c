/** RAO in a TAO. */
export const RAO_PER_TAO = 1_000_000_000n;

const FRACTION_DIGITS = 9;

/** RAO as decimal TAO, exact: `0.5`, `1000`. */
export function formatTao(rao: bigint): string {
  const fraction = (rao % RAO_PER_TAO).toString().padStart(FRACTION_DIGITS, "0").replace(/0+$/, "");
  const whole = (rao / RAO_PER_TAO).toString();
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** Decimal TAO as RAO; `undefined` when it is no number of TAO, is negative, or has more than nine decimals. */
export function parseTao(text: string): bigint | undefined {
  const match = /^(\d{1,10})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, whole = "0", fraction = ""] = match;
  return BigInt(whole) * RAO_PER_TAO + BigInt(fraction.padEnd(FRACTION_DIGITS, "0"));
}
