import type { z } from "zod";

import { isRawTable } from "./assignment.js";
import { formatByteSize } from "./byte-size.js";
import { type ConfigNode, describeSchema } from "./config-node.js";
import { formatDuration } from "../time/duration-text.js";
import { Secret } from "../secrets/secret.js";
import { tomlHead, tomlKey, tomlValue } from "./toml-text.js";

/** A loaded configuration as TOML: every key in effect, defaults included, secrets as `<set>`. */
export function printConfig(schema: z.ZodType, config: unknown): string {
  return `${tableLines(describeSchema(schema), config, []).join("\n").trim()}\n`;
}

function tableLines(node: ConfigNode | undefined, value: unknown, path: readonly string[]): string[] {
  if (!isRawTable(value)) return [];
  const own: string[] = [];
  const below: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const innerNode = childOf(node, key);
    const innerPath = [...path, key];
    if (isRawTable(inner)) {
      below.push("", tomlHead(innerPath), ...tableLines(innerNode, inner, innerPath));
    } else if (Array.isArray(inner) && inner.length > 0 && inner.every(isRawTable)) {
      const itemNode = innerNode?.kind === "list" ? innerNode.item : undefined;
      for (const item of inner) {
        below.push("", tomlHead(innerPath, true), ...tableLines(itemNode, item, innerPath));
      }
    } else {
      const text = tomlValue(toWritten(innerNode, inner));
      if (text !== undefined) own.push(`${tomlKey(key)} = ${text}`);
    }
  }
  return [...own, ...below];
}

function childOf(node: ConfigNode | undefined, key: string): ConfigNode | undefined {
  if (node?.kind === "table") return node.keys.get(key);
  return node?.kind === "map" ? node.value : undefined;
}

/** From the form of the output to the form of the file. */
export function toWritten(node: ConfigNode | undefined, value: unknown): unknown {
  if (value instanceof Secret) return String(value);
  if (Array.isArray(value)) {
    const item = node?.kind === "list" ? node.item : undefined;
    return value.map((inner) => toWritten(item, inner));
  }
  if (node?.kind !== "value" || typeof value !== "number") return value;
  if (node.type === "duration") return formatDuration(value);
  return node.type === "size" ? formatByteSize(value) : value;
}
