import { parse } from "toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import {
  byteSize,
  describeSchema,
  durationMs,
  exampleConfig,
  loadConfig,
  printConfig,
  secretString,
} from "../../src/config/index.js";

const schema = z.strictObject({
  name: z.string().describe("Who this is."),
  ratio: z.number().min(0).default(0.5),
  size: byteSize().default(1024).describe("How much."),
  limit: z.number().max(9).nullable().default(null),
  mode: z
    .union([z.literal("fast"), z.number()])
    .optional()
    .describe("How."),
  kind: z.literal(["small", "large"]).default("small"),
  level: z.literal(3).optional(),
  trimmed: z.preprocess((value) => value, z.string()).default("x"),
  seen: z.array(z.string()).readonly().default(["a", "b"]),
  "odd key": z.boolean(),
  secret: secretString().describe("Shared."),
  wait: durationMs(),
  server: z
    .strictObject({
      timeout: durationMs().default(90_000).describe("How long.\nAt most."),
      tls: z.strictObject({ is_on: z.boolean().default(false) }).prefault({}),
    })
    .prefault({})
    .describe("What listens."),
  tls: z
    .strictObject({ cert: z.string(), mutual: z.strictObject({ ca: z.string() }).prefault({ ca: "x" }) })
    .optional(),
  store: z.strictObject({ url: z.string(), size: z.int().default(1) }).optional(),
  labels: z.record(z.string(), z.string()).default({}),
  zones: z.record(z.string(), z.strictObject({ wait: durationMs() })),
  executors: z
    .array(z.strictObject({ id: z.string().describe("Its id."), waits: z.array(durationMs()).default([]) }))
    .describe("The fleet."),
  spares: z.array(z.strictObject({ id: z.string() })).default([]),
});

const flags = {
  name: 'a "quoted" name',
  "odd key": true,
  secret: "hunter2",
  wait: "1500ms",
  zones: { "eu.west": { wait: "1m" } },
  executors: [{ id: "one", waits: ["1s", "2m"] }, { id: "two" }],
};

describe("printConfig", () => {
  const text = printConfig(schema, loadConfig({ schema, flags }));

  it("writes every key in effect as the file would have it", () => {
    expect(parse(text)).toMatchObject({
      name: 'a "quoted" name',
      ratio: 0.5,
      size: "1KiB",
      kind: "small",
      seen: ["a", "b"],
      "odd key": true,
      wait: "1500ms",
      server: { timeout: "90s", tls: { is_on: false } },
      labels: {},
      zones: { "eu.west": { wait: "1m" } },
      executors: [
        { id: "one", waits: ["1s", "2m"] },
        { id: "two", waits: [] },
      ],
      spares: [],
    });
  });

  it("shows secrets as <set>", () => {
    expect(text).toContain('secret = "<set>"');
    expect(text).not.toContain("hunter2");
  });

  it("leaves out what has no value", () => {
    expect(text).not.toContain("limit");
    expect(text).not.toContain("mode");
  });

  it("loads again to the same configuration", () => {
    const read = loadConfig({ schema, flags: parse(text) as Record<string, unknown> });
    expect(printConfig(schema, read)).toBe(text);
  });

  it("prints what the schema does not describe as it is", () => {
    const opaque = z.strictObject({ inner: z.unknown() });
    const config = { inner: { deep: 10n, list: [{ a: 1 }], skipped: undefined } };
    expect(printConfig(opaque, config)).toBe("[inner]\ndeep = 10\n\n[[inner.list]]\na = 1\n");
    expect(printConfig(opaque, undefined)).toBe("\n");
    expect(printConfig(opaque, { inner: [{}, [], () => 1] })).toBe('inner = [{}, [], ""]\n');
  });
});

describe("exampleConfig", () => {
  const text = exampleConfig(schema, "box.toml", {
    name: "box-1",
    zones: { home: { wait: "1s" } },
    "store.url": "db",
  });

  it("begins with the header and explains every key that has a description", () => {
    expect(text.split("\n")[0]).toBe("# A sample box.toml: every key, with its default where it has one.");
    for (const sentence of ["Who this is.", "How much.", "What listens.", "At most.", "Its id.", "Shared."]) {
      expect(text).toContain(`# ${sentence}`);
    }
  });

  it("shows required keys with their sample or a place to fill, and comments out all others with their default", () => {
    const lines = text.split("\n");
    for (const line of ['name = "box-1"', 'secret = ""', 'wait = ""', '"odd key" = false', "[[executors]]"]) {
      expect(lines).toContain(line);
    }
    for (const line of [
      "# ratio = 0.5",
      '# size = "1KiB"',
      '# timeout = "90s"',
      '# seen = ["a", "b"]',
      "# labels = {}",
    ]) {
      expect(lines).toContain(line);
    }
    for (const line of ["# [[spares]]", "# [tls]", '# cert = ""', "# [tls.mutual]"])
      expect(lines).toContain(line);
    for (const line of ["[server]", "[store]", 'url = "db"', "# size = 1"]) expect(lines).toContain(line);
  });

  it("says what is allowed", () => {
    expect(text).toContain("# Allowed: at least 0.");
    expect(text).toContain("# Allowed: at most 9.");
    expect(text).toContain("# Allowed: small | large.");
  });

  it("is TOML, also with every key uncommented", () => {
    expect(parse(text)).toMatchObject({ name: "box-1", executors: [{ id: "" }] });
    const uncommented = text.replaceAll(/^# (?=(?:"[^"]+"|\w+) = |\[)/gm, "");
    expect(parse(uncommented)).toMatchObject({
      ratio: 0.5,
      server: { timeout: "90s" },
      spares: [{ id: "" }],
    });
  });

  it("is made of objects only", () => {
    expect(() => exampleConfig(z.string(), "box.toml")).toThrow(TypeError);
  });
});

describe("describeSchema", () => {
  it("tells of each key what it is, what is allowed, and whether it must be given", () => {
    const node = describeSchema(schema);
    const facts = node.kind === "table" ? [...node.keys].map(([key, child]) => [key, child] as const) : [];
    const summary = Object.fromEntries(
      facts.map(([key, child]) => [
        key,
        child.kind === "value" ? `${child.type}${child.isRequired ? "!" : ""}` : child.kind,
      ]),
    );
    expect(summary).toEqual({
      name: "text!",
      ratio: "number",
      size: "size",
      limit: "number",
      mode: "any",
      kind: "choice",
      level: "any",
      trimmed: "text",
      seen: "list",
      "odd key": "boolean!",
      secret: "secret!",
      wait: "duration!",
      server: "table",
      tls: "table",
      store: "table",
      labels: "map",
      zones: "map",
      executors: "list",
      spares: "list",
    });
  });
});
