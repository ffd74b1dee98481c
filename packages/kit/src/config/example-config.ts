import type { z } from "zod";

import { type ConfigNode, describeSchema, type TableNode } from "./config-node.js";
import { toWritten } from "./print-config.js";
import { tomlHead, tomlKey, tomlValue } from "./toml-text.js";

/** Values for required keys, by dotted key (`fleet.executors.id` for a key of a list's tables). */
export type ExampleValues = Readonly<Record<string, unknown>>;

/**
 * A sample file with every key: its description, what is allowed, and its default. Keys and tables that may be left out
 * are commented out; required ones stand with the value from `examples`, or empty for the operator to fill.
 */
export function exampleConfig(schema: z.ZodType, file: string, examples: ExampleValues = {}): string {
  const root = describeSchema(schema);
  if (root.kind !== "table") throw new TypeError("a configuration's schema is an object");
  const header = comment(`A sample ${file}: every key, with its default where it has one.`);
  const lines = [...header, ...tableLines(root, [], examples)];
  return `${lines
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}

function tableLines(table: TableNode, path: readonly string[], examples: ExampleValues): string[] {
  const own: string[] = [];
  const below: string[] = [];
  for (const [key, node] of table.keys) {
    const innerPath = [...path, key];
    if (node.kind === "table") {
      const lines = [tomlHead(innerPath), ...tableLines(node, innerPath, examples)];
      const isShown = node.isRequired || node.defaultValue !== undefined || hasExample(innerPath, examples);
      below.push("", ...comment(node.description), ...(isShown ? lines : lines.map(commentOut)));
    } else if (node.kind === "list" && node.item.kind === "table") {
      const lines = [tomlHead(innerPath, true), ...tableLines(node.item, innerPath, examples)];
      const isShown = node.isRequired || hasExample(innerPath, examples);
      below.push("", ...comment(node.description), ...(isShown ? lines : lines.map(commentOut)));
    } else {
      own.push(...keyLines(key, node, innerPath.join("."), examples));
    }
  }
  return [...own, ...below];
}

function hasExample(path: readonly string[], examples: ExampleValues): boolean {
  const dotted = path.join(".");
  return Object.keys(examples).some((key) => key === dotted || key.startsWith(`${dotted}.`));
}

function keyLines(key: string, node: ConfigNode, dotted: string, examples: ExampleValues): string[] {
  const example = examples[dotted];
  const value = example ?? toWritten(node, node.defaultValue);
  const line = `${tomlKey(key)} = ${tomlValue(value) ?? placeholder(node)}`;
  const isShown = example !== undefined || node.isRequired;
  return ["", ...comment(describeKey(node)), isShown ? line : commentOut(line)];
}

/** The description, with what is allowed after it. */
function describeKey(node: ConfigNode): string {
  const allowed = node.kind === "value" ? node.allowed.join(" | ") : "";
  return [node.description ?? "", allowed === "" ? "" : `Allowed: ${allowed}.`]
    .filter((part) => part !== "")
    .join("\n");
}

function placeholder(node: ConfigNode): string {
  if (node.kind === "list") return "[]";
  if (node.kind === "map" || node.kind === "table") return "{}";
  switch (node.type) {
    case "number":
      return "0";
    case "boolean":
      return "false";
    case "text":
    case "choice":
    case "duration":
    case "size":
    case "secret":
    case "any":
      return '""';
  }
}

function comment(text: string | undefined): string[] {
  return text === undefined || text === "" ? [] : text.split("\n").map((line) => `# ${line}`.trimEnd());
}

function commentOut(line: string): string {
  return line === "" || line.startsWith("#") ? line : `# ${line}`;
}
