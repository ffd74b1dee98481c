import { type Assignment, toAssignments } from "./assignment.js";
import type { ConfigProblem } from "./config-error.js";
import { type ConfigNode, isSecret, type ValueType, knownKeys, secretKeyOfFileKey } from "./config-node.js";
import { nearestName } from "./nearest-name.js";

export interface EnvSource {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `HEADFRAME` makes `HEADFRAME_SERVER__PORT` set `server.port`. */
  readonly prefix: string;
  /** Variables with the prefix that are no keys. */
  readonly ignored: readonly string[];
}

export interface EnvAssignments {
  readonly assignments: readonly Assignment[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads every variable with the prefix as the key that it names, parsed to the type that the schema has there. */
export function readEnv(root: ConfigNode, { env, prefix, ignored }: EnvSource): EnvAssignments {
  const assignments: Assignment[] = [];
  const problems: ConfigProblem[] = [];
  for (const [name, text] of Object.entries(env)) {
    if (text === undefined || !name.startsWith(`${prefix}_`) || ignored.includes(name)) continue;
    const target = findKey(root, name.slice(prefix.length + 1));
    if ("problem" in target) {
      problems.push({ key: name, source: "the environment", message: target.problem });
      continue;
    }
    assignments.push(...toAssignments(target.node, parseText(target.node, text), name, target.path));
  }
  return { assignments, problems };
}

type Target = { readonly path: readonly string[]; readonly node: ConfigNode } | { readonly problem: string };

function findKey(root: ConfigNode, name: string): Target {
  let node = root;
  const path: string[] = [];
  for (const segment of name.toLowerCase().split("__")) {
    if (node.kind === "map") {
      node = node.value;
      path.push(segment);
      continue;
    }
    if (node.kind !== "table") {
      const hint = node.kind === "list" ? "; give the whole list as JSON" : "";
      return { problem: `${path.join(".")} has no keys inside${hint}` };
    }
    const known = knownKeys(node);
    const key = known.find((candidate) => candidate.toLowerCase() === segment);
    if (key === undefined) return { problem: unknownKey([...path, segment].join("."), segment, known) };
    const inner = node.keys.get(secretKeyOfFileKey(node, key) ?? key);
    if (inner === undefined) throw new Error(`the known key ${key} has no node`);
    node = key.endsWith("_file") && isSecret(inner) ? fileNameNode : inner;
    path.push(key);
  }
  return { path, node };
}

const fileNameNode: ConfigNode = {
  kind: "value",
  type: "text",
  allowed: [],
  description: undefined,
  defaultValue: undefined,
  isRequired: false,
};

/** The sentence for a key that does not exist, with the name that was probably meant. */
export function unknownKey(shown: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const remedy = nearest === undefined ? `known here: ${known.join(", ")}` : `did you mean "${nearest}"?`;
  return `there is no key "${shown}"; ${remedy}`;
}

/**
 * Reads the text of a variable or flag as the type that the schema has there. A text that does not fit stays text, and
 * the schema says what is wrong with it.
 */
export function parseText(node: ConfigNode, text: string): unknown {
  const trimmed = text.trim();
  switch (node.kind) {
    case "table":
    case "map":
      return parseJson(trimmed);
    case "list":
      if (trimmed === "") return [];
      if (trimmed.startsWith("[")) return parseJson(trimmed);
      return trimmed.split(",").map((item) => parseText(node.item, item.trim()));
    case "value":
      return parseValueText(node.type, text, trimmed);
  }
}

function parseValueText(type: ValueType, text: string, trimmed: string): unknown {
  switch (type) {
    case "number":
      return parseNumber(trimmed) ?? text;
    case "boolean":
      return parseBoolean(trimmed) ?? text;
    case "duration":
      return parseJson(trimmed);
    case "size":
      return parseNumber(trimmed) ?? trimmed;
    case "any":
      return parseBoolean(trimmed) ?? parseNumber(trimmed) ?? parseJson(text);
    case "text":
    case "choice":
    case "secret":
      return text;
  }
}

/** A list or table in JSON, else the text itself. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text; // Only the schema knows whether a text would do.
  }
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(_\d+)*(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text.replaceAll("_", "")) : undefined;
}

function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}
