import type { z } from "zod";

import { type Assignment, isRawTable, toAssignments } from "./assignment.js";
import { type ConfigProblem, invalidConfig } from "./config-error.js";
import { type ConfigNode, describeSchema, nodeAt } from "./config-node.js";
import { describeIssue } from "./describe-issue.js";
import { parseText, readEnv } from "./env-assignments.js";
import { fillSecrets } from "./fill-secrets.js";
import { mergeLayers } from "./merge-layers.js";
import { readToml } from "./read-toml.js";

export interface LoadConfigOptions<Schema extends z.ZodType> {
  /** A `z.strictObject`; its keys are named as in the file. */
  readonly schema: Schema;
  /** The TOML file. Without it, the other sources must suffice. */
  readonly file?: string | undefined;
  /** Usually `process.env`. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Default: `HEADFRAME`: `HEADFRAME_SERVER__PORT` sets `server.port`. */
  readonly envPrefix?: string | undefined;
  /** Variables with the prefix that mean something else. */
  readonly ignoredEnv?: readonly string[] | undefined;
  /**
   * By dotted key or nested; `undefined` is not given. Texts are parsed to the type of the key, as variables are.
   */
  readonly flags?: Readonly<Record<string, unknown>> | undefined;
  /** What prints a sample of the file, for hints: `miner config example`. */
  readonly exampleCommand?: string | undefined;
  /** Things to tell the operator that do not stop the start, such as a secret file that others can read. */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/**
 * The configuration from flags, environment, file and defaults (strongest first), checked as a whole and frozen.
 *
 * Paths in it are the operator's: relative ones are relative to the working directory. Throws one `ConfigError` that
 * names every problem.
 */
export function loadConfig<Schema extends z.ZodType>(options: LoadConfigOptions<Schema>): z.output<Schema> {
  const {
    schema,
    file,
    env = {},
    envPrefix = "HEADFRAME",
    ignoredEnv = [],
    flags = {},
    exampleCommand,
  } = options;
  const root = describeSchema(schema);
  const fromFile = file === undefined ? [] : toAssignments(root, readToml(file, exampleCommand), file);
  const fromEnv = readEnv(root, { env, prefix: envPrefix, ignored: ignoredEnv });
  const { table, sourceOf } = mergeLayers(root, [fromFile, fromEnv.assignments, readFlags(root, flags)]);

  const problems: ConfigProblem[] = [...fromEnv.problems];
  const explained = new Set<string>();
  fillSecrets(root, table, {
    onWarning: options.onWarning,
    onProblem: (path, secretPath, message) => {
      explained.add(secretPath.join("."));
      problems.push({ key: path.join("."), source: sourceOf(path), message });
    },
  });
  const result = schema.safeParse(table);
  for (const issue of result.error?.issues ?? []) {
    if (explained.has(issue.path.join("."))) continue;
    problems.push(...describeIssue(issue, root, table, sourceOf));
  }
  if (problems.length > 0) throw invalidConfig(problems, hintFor(exampleCommand));
  return freeze(result.data) as z.output<Schema>;
}

function hintFor(exampleCommand: string | undefined): string {
  return exampleCommand === undefined
    ? "correct these keys and start again"
    : `"${exampleCommand}" prints a sample with every key`;
}

function readFlags(root: ConfigNode, flags: Readonly<Record<string, unknown>>): readonly Assignment[] {
  const given = Object.entries(flags).flatMap(([key, value]) => {
    const path = key.split(".");
    return toAssignments(nodeAt(root, path), value, "the command line", path);
  });
  return given.flatMap((assignment) => {
    const { path, value } = assignment;
    if (value === undefined) return [];
    const node = nodeAt(root, path);
    return typeof value === "string" && node !== undefined
      ? toAssignments(node, parseText(node, value), assignment.source, path)
      : [assignment];
  });
}

function freeze(value: unknown): unknown {
  if (Array.isArray(value)) value.forEach(freeze);
  else if (isRawTable(value)) Object.values(value).forEach(freeze);
  else return value;
  return Object.freeze(value);
}
