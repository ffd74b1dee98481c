const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The one text of a value by RFC 8785 (JCS): names in the order of their UTF-16 code units, no space, numbers and
 * strings as ECMAScript writes them. Names without a value are left out, as `JSON.stringify` does.
 *
 * Throws for what JSON cannot say: numbers that are not finite, halves of surrogate pairs, functions and the like.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "boolean":
      return String(value);
    case "number":
      return canonicalNumber(value);
    case "string":
      return canonicalString(value);
    case "object":
      return value === null ? "null" : canonicalStructure(value);
    case "bigint":
    case "function":
    case "symbol":
    case "undefined":
      throw new TypeError(`JSON has no ${typeof value}`);
  }
}

function canonicalStructure(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // Strings compare by UTF-16 code units, as the RFC wants it.
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${canonicalString(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (LONE_SURROGATE.test(value)) throw new TypeError("half of a surrogate pair is no character");
  return JSON.stringify(value);
}
