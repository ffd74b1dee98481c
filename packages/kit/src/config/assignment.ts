import type { ConfigNode } from "./config-node.js";

/** One value given by one source, for one key. */
export interface Assignment {
  readonly path: readonly string[];
  readonly value: unknown;
  /** A file's path, a variable's name, or `the command line`. */
  readonly source: string;
}

/** A table as the sources give it. Its prototype is `null`: an operator may name a key `__proto__`. */
export type RawTable = { [key: string]: unknown };

/** Takes `value` apart as far as the schema has tables, so that a stronger source can replace a single key. */
export function toAssignments(
  node: ConfigNode | undefined,
  value: unknown,
  source: string,
  path: readonly string[] = [],
): readonly Assignment[] {
  const hasKeys = node?.kind === "table" || node?.kind === "map";
  if (!hasKeys || !isRawTable(value)) return [{ path, value, source }];
  const entries = Object.entries(value);
  if (entries.length === 0 && path.length > 0) return [{ path, value: emptyTable(), source }];
  return entries.flatMap(([key, inner]) =>
    toAssignments(node.kind === "table" ? node.keys.get(key) : node.value, inner, source, [...path, key]),
  );
}

/** Puts the value in its place; tables on the way are made, an empty table never removes keys. */
export function assign(root: RawTable, { path, value }: Assignment): void {
  const table = tableAt(root, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined) return;
  const isEmpty = isRawTable(value) && Object.keys(value).length === 0;
  if (!isEmpty || !isRawTable(table[key])) table[key] = value;
}

/** The table at `path`, made where there is none. */
export function tableAt(root: RawTable, path: readonly string[]): RawTable {
  let table = root;
  for (const segment of path) {
    const inner = table[segment];
    const next = isRawTable(inner) ? inner : emptyTable();
    table[segment] = next;
    table = next;
  }
  return table;
}

export function emptyTable(): RawTable {
  return Object.create(null) as RawTable;
}

export function isRawTable(value: unknown): value is RawTable {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
