import { isRawTable } from "./assignment.js";

/** One value as TOML writes it on one line. `undefined` for what TOML cannot say. */
export function tomlValue(value: unknown): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => tomlValue(item) ?? '""').join(", ")}]`;
  if (!isRawTable(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const text = tomlValue(inner);
    return text === undefined ? [] : [`${tomlKey(key)} = ${text}`];
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** A key, quoted where it must be. */
export function tomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

/** The head of a table: `[a.b]`, or `[[a.b]]` for an item of a list. */
export function tomlHead(path: readonly string[], isItem = false): string {
  const name = path.map(tomlKey).join(".");
  return isItem ? `[[${name}]]` : `[${name}]`;
}
