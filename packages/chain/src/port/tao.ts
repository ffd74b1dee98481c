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

/**
 * RAO for an amount of TAO that was written as a number: by its decimals, since a product with 10⁹ would not be exact.
 * Decimals beyond the ninth are rounded. Throws a RangeError for what is no amount.
 */
export function raoOfTao(tao: number): bigint {
  const rao = parseTao(String(tao)) ?? parseTao(tao.toFixed(FRACTION_DIGITS));
  if (rao === undefined) throw new RangeError(`${tao} is no amount of TAO`);
  return rao;
}
