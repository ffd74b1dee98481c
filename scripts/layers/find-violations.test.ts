import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { findViolations } from "./find-violations.js";
import { readImports } from "./read-imports.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "layers-"));
  mkdirSync(join(root, "packages"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** The violations of a repository that holds this one module. */
function check(path: string, source: string): readonly string[] {
  const file = join(root, "packages", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
  return findViolations(root).violations;
}

describe("readImports", () => {
  it.each([
    ['import a from "x";', "x"],
    ['import type { A } from "x";', "x"],
    ['import { type A } from "x";', "x"],
    ['import "x";', "x"],
    ['export * from "x";', "x"],
    ['export type { A } from "x";', "x"],
    ['const a = await import("x");', "x"],
    ["const a = await import(`x`);", "x"],
    ['let a: import("x").A;', "x"],
    ['type A = typeof import("x");', "x"],
    ['import a = require("x");', "x"],
    ['const a = require("x");', "x"],
    ['const load = createRequire(import.meta.url); const a = load("x");', "x"],
    ['const load = module.createRequire(here), a = load.resolve("x");', "x"],
    ['const a = createRequire(here)("x");', "x"],
    ['const a = require.resolve("x");', "x"],
    ['const a = import.meta.resolve("x");', "x"],
    ["const a = await import(name);", undefined],
    ['const a = await import("x" + name);', undefined],
    ["const a = await import(`x${name}`);", undefined],
  ])("reads %s", (source, specifier) => {
    expect(readImports("a.ts", `\n${source}`)).toEqual([{ specifier, line: 2 }]);
  });

  it.each([
    ['// import a from "x";'],
    ['const text = `import a from "x"`;'],
    ['export const a = "x";'],
    ['const a = path.resolve("x");'],
    ["requireHotkey(name);"],
    ['declare module "x" {}'],
  ])("reads nothing into %s", (source) => {
    expect(readImports("a.ts", source)).toEqual([]);
  });

  it("fails on a file that it cannot parse instead of passing it", () => {
    expect(() => readImports("a.ts", "import from from;")).toThrow(/a\.ts cannot be parsed/);
  });
});

describe("findViolations", () => {
  it.each([
    ["kit/src/a.ts", 'import { z } from "zod"; import "./b/c.js"; import "node:fs";'],
    ["pow/src/a.ts", 'import { AppError } from "@headframe/kit";'],
    ["miner/src/fleet/a.ts", 'import { d } from "@headframe/pow/delegation"; import "../challenge/b.js";'],
    ["miner/src/db/a.ts", 'import knex from "knex"; import "../fleet/store.js";'],
    ["miner/src/miner.ts", 'import "./db/open.js"; import "./fleet/fleet.js";'],
    ["miner/src/cli/a.ts", 'import "../db/open.js";'],
    ["pow/src/db/a.ts", 'import "../wire/a.js";'],
    ["pow/src/wire/a.ts", 'import "../db/a.js";'],
    [
      "chain/test/a.test.ts",
      'import "@headframe/testkit"; import "@headframe/localnet"; import "vitest"; import "../src/a.js";',
    ],
    ["miner/test/a.test.ts", 'import "@headframe/pow"; import "knex"; await import(name);'],
    ["chain/test/b.test.ts", 'import "@headframe/chain";'],
    ["miner/bin/miner.mjs", 'import "../dist/main.js";'],
  ])("accepts in %s: %s", (path, source) => {
    expect(check(path, source)).toEqual([]);
  });

  it.each([
    ["kit/src/a.ts", 'import "@headframe/pow";', "kit must not import pow; it may import nothing"],
    [
      "pow/src/a.ts",
      'import type { C } from "@headframe/chain";',
      "pow must not import chain; it may import kit",
    ],
    ["miner/src/a.ts", 'export * from "@headframe/executor";', "miner must not import executor"],
    ["miner/test/a.test.ts", 'import "@headframe/executor";', "miner must not import executor"],
    ["miner/src/a.ts", 'import "@headframe/pow";', "miner may import of pow only @headframe/pow/delegation"],
    ["chain/src/a.ts", 'import "@headframe/testkit";', "testkit is for tests only"],
    ["chain/src/a.ts", 'import "@headframe/chain";', "a package imports its own modules by relative path"],
    ["miner/src/a.ts", 'import "../../executor/src/b.js";', "leaves the package"],
    ["miner/src/a.ts", 'import "../test/b.js";', "leaves src/"],
    [
      "miner/src/fleet/a.ts",
      'import "../db/open.js";',
      "fleet/ is domain and must not import the adapter db/",
    ],
    ["executor/src/gpu/a.ts", 'let a: import("../grpc/b.js").B;', "must not import the adapter grpc/"],
    ["miner/src/fleet/a.ts", 'import knex from "knex";', "knex belongs to miner/src/db"],
    ["executor/src/a.ts", 'await import("koffi");', "koffi belongs to cuda"],
    ["miner/src/grpc/a.ts", 'import "@grpc/grpc-js/build/src/a.js";', "@grpc/grpc-js belongs to protocol"],
    ["miner/src/a.ts", 'import "left-pad";', "the library left-pad has no owner"],
    ["miner/src/a.ts", 'import "fs";', 'write "node:fs"'],
    ["miner/src/a.ts", "await import(name);", "a computed import cannot be checked"],
  ])("refuses in %s: %s", (path, source, reason) => {
    const violations = check(path, source);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain(`packages/${path}:1: `);
    expect(violations[0]).toContain(reason);
  });

  it("refuses a package that the table does not know", () => {
    expect(check("extra/src/a.ts", "")).toEqual([
      "packages/extra: not in the import table (scripts/layers/layers.data.ts)",
    ]);
  });

  it("counts the modules that it has read, and only those that people write", () => {
    check("kit/src/a.ts", "");
    check("kit/src/b.data.mts", "");
    check("kit/node_modules/x/a.js", 'import "nothing";');
    check("kit/dist/a.js", 'import "nothing";');
    check("kit/src/notes.md", 'import "nothing";');
    expect(findViolations(root)).toEqual({ moduleCount: 2, violations: [] });
  });
});
