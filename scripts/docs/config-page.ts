import { formatDuration } from "../../packages/kit/src/index.js";
import {
  type ConfigNode,
  describeSchema,
  formatByteSize,
  type TableNode,
} from "../../packages/kit/src/config/index.js";

import { code, pageHead, prose, table } from "./markdown.js";
import type { DocumentedProcess } from "./processes.js";

const INTRODUCTION = [
  "Each program reads flags, then environment variables, then its TOML file, then defaults; the first that gives a key",
  "decides. `HEADFRAME_SERVER__PORT` sets `server.port`; lists are comma separated or JSON. Unknown keys are refused.",
  "A program refuses the variables of another one too: where several share a machine, give each its own environment.",
  'Lengths of time are written `"30s"` or `{ secs = 30, nanos = 0 }`, sizes `"64MiB"`. Every secret `x` may be given as',
  "`x_file`, the path of a file that holds it. `config check`, `config print` and `config example` of each program show",
  "what is in effect.",
].join("\n");

/** `docs/reference/config.md`: every key of every program. */
export function configPage(processes: readonly DocumentedProcess[]): string {
  const lines = pageHead("Configuration", INTRODUCTION);
  for (const { name, summary, schema } of processes) {
    const root = describeSchema(schema);
    if (root.kind !== "table") throw new Error(`the schema of ${name} is no object`);
    lines.push(`## ${name}.toml`, "", summary, "", ...sections(root, []));
  }
  return lines.join("\n");
}

function sections(node: TableNode, path: readonly string[]): string[] {
  const rows: string[][] = [];
  const below: string[] = [];
  for (const [key, child] of node.keys) {
    const childPath = [...path, key];
    if (child.kind === "table") {
      below.push(...heading(code(`[${childPath.join(".")}]`), child), ...sections(child, childPath));
    } else if (child.kind === "list" && child.item.kind === "table") {
      const title = code(`[[${childPath.join(".")}]]`);
      below.push(...heading(title, child), ...sections(child.item, childPath));
    } else {
      rows.push([code(key), typeName(child), defaultText(child), prose(child.description ?? "")]);
    }
  }
  const own = rows.length === 0 ? [] : table(["Key", "Value", "Default", "Meaning"], rows);
  return [...own, ...below];
}

function heading(title: string, node: ConfigNode): string[] {
  const description = node.description === undefined ? [] : [prose(node.description), ""];
  return [`### ${title}`, "", ...description];
}

function typeName(node: ConfigNode): string {
  switch (node.kind) {
    case "list":
      return `list of: ${typeName(node.item)}`;
    case "map":
      return `table of: ${typeName(node.value)}`;
    case "table":
      return "table";
    case "value": {
      const allowed = node.allowed.join(", ");
      if (node.type === "choice") return node.allowed.map(code).join(", ");
      return allowed === "" ? node.type : `${node.type}, ${allowed}`;
    }
  }
}

function defaultText(node: ConfigNode): string {
  const { defaultValue, isRequired } = node;
  if (isRequired) return "required";
  if (defaultValue === undefined || defaultValue === null) return "";
  if (node.kind === "value" && typeof defaultValue === "number") {
    if (node.type === "duration") return code(formatDuration(defaultValue));
    if (node.type === "size") return code(formatByteSize(defaultValue));
  }
  return code(JSON.stringify(defaultValue));
}
