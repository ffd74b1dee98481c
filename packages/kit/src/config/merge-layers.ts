import { assign, type Assignment, emptyTable, type RawTable, tableAt } from "./assignment.js";
import { type ConfigNode, isSecret, nodeAt, secretKeyOfFileKey } from "./config-node.js";

export interface MergedLayers {
  readonly table: RawTable;
  /** Where the value at `path`, or the list or table that it stands in, came from. */
  readonly sourceOf: (path: readonly string[]) => string | undefined;
}

/** Applies the layers, weakest first. A secret and its `_file` replace each other when they come from different layers. */
export function mergeLayers(root: ConfigNode, layers: readonly (readonly Assignment[])[]): MergedLayers {
  const table = emptyTable();
  const sources = new Map<string, string>();
  for (const layer of layers) {
    const given = new Set(layer.map(({ path }) => path.join(".")));
    for (const assignment of layer) {
      const twin = twinOf(root, assignment.path);
      if (twin !== undefined && !given.has(twin.join("."))) {
        delete tableAt(table, twin.slice(0, -1))[twin.at(-1) ?? ""];
      }
      assign(table, assignment);
      sources.set(assignment.path.join("."), assignment.source);
    }
  }
  const sourceOf = (path: readonly string[]): string | undefined => {
    for (let length = path.length; length > 0; length--) {
      const source = sources.get(path.slice(0, length).join("."));
      if (source !== undefined) return source;
    }
    return undefined;
  };
  return { table, sourceOf };
}

/** `a.secret` for `a.secret_file` and the other way round. */
function twinOf(root: ConfigNode, path: readonly string[]): readonly string[] | undefined {
  const parentPath = path.slice(0, -1);
  const parent = nodeAt(root, parentPath);
  const key = path.at(-1);
  if (parent?.kind !== "table" || key === undefined) return undefined;
  if (isSecret(parent.keys.get(key))) return [...parentPath, `${key}_file`];
  const secretKey = secretKeyOfFileKey(parent, key);
  return secretKey === undefined ? undefined : [...parentPath, secretKey];
}
