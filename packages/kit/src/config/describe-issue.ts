import type { z } from "zod";

import { type ConfigNode, isSecret, knownKeys, nodeAt } from "./config-node.js";
import type { ConfigProblem } from "./config-error.js";
import { unknownKey } from "./env-assignments.js";
import { isRawTable } from "./assignment.js";

type Issue = z.core.$ZodIssue;

/** Names of types as the readers of a TOML file know them. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a table",
  record: "a table",
};

/** What zod found, in sentences that name the key, its value (never a secret) and what would be right. */
export function describeIssue(
  issue: Issue,
  root: ConfigNode,
  given: unknown,
  sourceOf: (path: readonly string[]) => string | undefined,
): readonly ConfigProblem[] {
  const path = issue.path.map(String);
  const node = nodeAt(root, path);
  if (issue.code === "unrecognized_keys") {
    const known = node?.kind === "table" ? knownKeys(node) : [];
    return issue.keys.map((key) => {
      const full = [...path, key];
      return { key: "", source: sourceOf(full), message: unknownKey(full.join("."), key, known) };
    });
  }
  const value = path.reduce<unknown>((inner, segment) => stepInto(inner, segment), given);
  // A rule of a schema's own says itself what it wants to show.
  const isOwnRule = issue.code === "custom";
  const isMissing = value === undefined && !isOwnRule;
  const message = isMissing
    ? describeMissing(node, path)
    : `${describeRequirement(issue)}${isOwnRule ? "" : showValue(value, node)}`;
  return [{ key: path.join("."), source: isMissing ? undefined : sourceOf(path), message }];
}

function describeMissing(node: ConfigNode | undefined, path: readonly string[]): string {
  const name = path.at(-1) ?? "";
  return isSecret(node) ? `must be set, or ${name}_file must name a file that holds it` : "must be set";
}

function describeRequirement(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "too_small":
      return `must be ${issue.inclusive === false ? "more than" : "at least"} ${amount(issue.minimum, issue.origin)}`;
    case "too_big":
      return `must be ${issue.inclusive === false ? "less than" : "at most"} ${amount(issue.maximum, issue.origin)}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_union":
      return describeUnion(issue);
    case "custom":
    case "invalid_format":
    case "invalid_key":
    case "invalid_element":
    case "unrecognized_keys":
      return issue.message;
  }
}

/** What each branch of the union would take: `must be a number or "auto"`. */
function describeUnion(issue: Extract<Issue, { code: "invalid_union" }>): string {
  const branches = issue.errors.flatMap((errors) => errors.slice(0, 1).map(describeRequirement));
  const wanted = new Set(branches.map((branch) => branch.replace(/^must be /, "")));
  return wanted.size === 0 ? issue.message : `must be ${[...wanted].join(" or ")}`;
}

function amount(limit: number | bigint, origin: string): string {
  const unit = origin === "string" ? "character" : origin === "array" ? "item" : undefined;
  if (unit === undefined) return String(limit);
  return `${limit} ${unit}${limit === 1 ? "" : "s"} long`;
}

const MAX_SHOWN_CHARACTERS = 80;

function showValue(value: unknown, node: ConfigNode | undefined): string {
  if (isSecret(node)) return "";
  if (Array.isArray(value)) return ", not a list";
  if (isRawTable(value)) return ", not a table";
  // A list or table given as a text can hold a secret that no key tells of.
  if (typeof value === "string" && node !== undefined && node.kind !== "value") return ", not a text";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return `, not ${text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text}`;
}

function stepInto(value: unknown, segment: string): unknown {
  if (Array.isArray(value)) return value[Number(segment)];
  return isRawTable(value) ? value[segment] : undefined;
}
