import { z } from "zod";

import { configForms } from "./config-form.js";

/** What may stand in one place of a configuration, read off its schema. */
export type ConfigNode = TableNode | ListNode | MapNode | ValueNode;

interface NodeFacts {
  readonly description: string | undefined;
  /** As the schema gives it: in the form of the output. `undefined`: none. */
  readonly defaultValue: unknown;
  readonly isRequired: boolean;
}

/** Keys that are known by name. */
export interface TableNode extends NodeFacts {
  readonly kind: "table";
  readonly keys: ReadonlyMap<string, ConfigNode>;
}

export interface ListNode extends NodeFacts {
  readonly kind: "list";
  readonly item: ConfigNode;
}

/** Keys that the operator chooses. */
export interface MapNode extends NodeFacts {
  readonly kind: "map";
  readonly value: ConfigNode;
}

export type ValueType = "text" | "number" | "boolean" | "choice" | "duration" | "size" | "secret" | "any";

export interface ValueNode extends NodeFacts {
  readonly kind: "value";
  readonly type: ValueType;
  /** What a `choice` may be, and what a number may be: `1 to 65535`. */
  readonly allowed: readonly string[];
}

/** Reads `schema` as a tree of keys. Wrappers (defaults, optionals, transforms) are seen through. */
export function describeSchema(schema: z.ZodType): ConfigNode {
  return describe(schema, { description: undefined, defaultValue: undefined, isRequired: true });
}

/** The node at `path`, if the schema knows that path. */
export function nodeAt(root: ConfigNode, path: readonly PropertyKey[]): ConfigNode | undefined {
  let node: ConfigNode | undefined = root;
  for (const segment of path) {
    if (node === undefined) return undefined;
    switch (node.kind) {
      case "table":
        node = node.keys.get(String(segment));
        break;
      case "list":
        node = node.item;
        break;
      case "map":
        node = node.value;
        break;
      case "value":
        return undefined;
    }
  }
  return node;
}

/** The secret that `<key>_file` stands for in this table, if it does. */
export function secretKeyOfFileKey(table: TableNode, key: string): string | undefined {
  if (!key.endsWith("_file") || table.keys.has(key)) return undefined;
  const secretKey = key.slice(0, -"_file".length);
  return isSecret(table.keys.get(secretKey)) ? secretKey : undefined;
}

/** Whether the value here must not be shown. */
export function isSecret(node: ConfigNode | undefined): boolean {
  return node?.kind === "value" && node.type === "secret";
}

/** Every name that may stand in this table, `<secret>_file` included. */
export function knownKeys(table: TableNode): readonly string[] {
  return [...table.keys].flatMap(([key, node]) => (isSecret(node) ? [key, `${key}_file`] : [key]));
}

function describe(schema: z.core.$ZodType, outer: NodeFacts): ConfigNode {
  const description = outer.description ?? (schema as z.ZodType).description;
  const facts: NodeFacts = { ...outer, description };
  const form = configForms.get(schema as z.ZodType)?.form;
  if (form !== undefined) return { ...facts, kind: "value", type: form, allowed: [] };

  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const { innerType, defaultValue } = schema.def;
    return describe(innerType, { ...facts, defaultValue, isRequired: false });
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return describe(schema.def.innerType, { ...facts, isRequired: false });
  }
  if (schema instanceof z.ZodReadonly) return describe(schema.def.innerType, facts);
  if (schema instanceof z.ZodPipe) {
    const { in: input, out } = schema.def;
    return describe(input instanceof z.ZodTransform ? out : input, facts);
  }
  if (schema instanceof z.ZodObject) {
    const keys = Object.entries(schema.shape).map(([key, value]) => [key, describeSchema(value)] as const);
    return { ...facts, kind: "table", keys: new Map(keys) };
  }
  if (schema instanceof z.ZodArray) {
    return { ...facts, kind: "list", item: describe(schema.def.element, noFacts) };
  }
  if (schema instanceof z.ZodRecord) {
    return { ...facts, kind: "map", value: describe(schema.def.valueType, noFacts) };
  }
  return { ...facts, kind: "value", ...describeValue(schema) };
}

const noFacts: NodeFacts = { description: undefined, defaultValue: undefined, isRequired: true };

function describeValue(schema: z.core.$ZodType): Pick<ValueNode, "type" | "allowed"> {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return { type: "text", allowed: [] };
  if (schema instanceof z.ZodBoolean) return { type: "boolean", allowed: [] };
  if (schema instanceof z.ZodNumber) return { type: "number", allowed: numberRange(schema) };
  if (schema instanceof z.ZodEnum) return { type: "choice", allowed: schema.options.map(String) };
  if (schema instanceof z.ZodLiteral) {
    const values = [...schema.values];
    const type = values.every((value) => typeof value === "string") ? "choice" : "any";
    return { type, allowed: values.map(String) };
  }
  return { type: "any", allowed: [] };
}

function numberRange({ minValue, maxValue }: z.ZodNumber): readonly string[] {
  const isSet = (limit: number | null): limit is number =>
    limit !== null && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  if (isSet(minValue) && isSet(maxValue)) return [`${minValue} to ${maxValue}`];
  if (isSet(minValue)) return [`at least ${minValue}`];
  return isSet(maxValue) ? [`at most ${maxValue}`] : [];
}
