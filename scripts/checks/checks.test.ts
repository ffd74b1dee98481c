// Each check with a deliberate violation that it must refuse, by name. That it passes a clean repository is shown here
// where that is cheap, and for all of them by CI, which runs them on this one.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Check, CHECKS } from "./checks.data.js";
import { type Outcome, runChecks } from "./run-checks.js";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
type Files = Readonly<Record<string, string>>;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "headframe-check-"));
  // A real folder with links in it: tools skip `node_modules`, but some follow it when it is a link itself.
  writeFileSync(join(root, ".gitignore"), "node_modules/\ndist/\n");
  mkdirSync(join(root, "node_modules"));
  for (const name of ["@types", "vitest"]) {
    symlinkSync(join(repository, "node_modules", name), join(root, "node_modules", name));
  }
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function write(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Puts files of the repository itself into the fixture: its configuration is what is under test. */
function copy(...paths: string[]): void {
  const isOurs = (source: string): boolean =>
    !/\/(node_modules|dist)(\/|$)/.test(source.slice(repository.length));
  for (const path of paths)
    cpSync(join(repository, path), join(root, path), { recursive: true, filter: isOurs });
}

async function run(name: (typeof CHECKS)[number]["name"]): Promise<Outcome> {
  const checks: readonly Check[] = CHECKS.filter((check) => check.name === name);
  const binFolder = join(repository, "node_modules", ".bin");
  const [outcome] = await runChecks(checks, { root, binFolder, concurrency: 1, onEnd: () => undefined });
  if (outcome === undefined) throw new Error(`there is no check ${name}`);
  return outcome;
}

async function expectPass(name: Parameters<typeof run>[0]): Promise<void> {
  const { isPassed, output } = await run(name);
  expect(isPassed, output).toBe(true);
}

async function expectFailure(name: Parameters<typeof run>[0], ...named: readonly string[]): Promise<string> {
  const { isPassed, output } = await run(name);
  expect(isPassed, output).toBe(false);
  for (const text of named) expect(output).toContain(text);
  return output;
}

const manifest = JSON.stringify({ name: "fixture", private: true, type: "module", main: "src/index.ts" });

describe("pnpm check", { timeout: 60_000 }, () => {
  it("has a violation here for every check", () => {
    const covered = [
      "format",
      "lint",
      "types",
      "layers",
      "unused",
      "proto",
      "gen",
      "wasm",
      "kernels",
      "docs",
      "spelling",
      "tests",
    ];
    expect(CHECKS.map(({ name }) => name)).toEqual(covered);
  });

  it("format refuses a file that is not formatted", async () => {
    copy(".oxfmtrc.json");
    write({ "a.ts": "export const a = { b: 1 };\n" });
    await expectPass("format");
    write({ "ugly.ts": "export const a={b:1}" });
    await expectFailure("format", "ugly.ts");
  });

  it("lint refuses what the house style forbids, floating promises across files among it", async () => {
    copy(".oxlintrc.json", "tsconfig.base.json");
    write({
      "tsconfig.json": JSON.stringify({ extends: "./tsconfig.base.json", include: ["src"] }),
      "src/wait.ts": "export async function wait(): Promise<void> {\n  await Promise.resolve();\n}\n",
    });
    await expectPass("lint");
    write({
      "src/BadName.ts": `import { wait } from "./wait.js";
        wait();
        setInterval(() => undefined, 1000);
        console.log("x");
        export let loose: any;
        export default function pick(kind: "a" | "b"): void {
          switch (kind) { case "a": break; }
          try { wait().catch(() => undefined); } catch (error) { throw new Error("lost"); }
        }`,
      "src/long.ts": "export const a = 1;\n"
        .replaceAll("a", "a")
        .concat(Array.from({ length: 401 }, (_, line) => `export const line${line} = ${line};`).join("\n")),
      "src/fake.test.ts":
        'import { vi, it } from "vitest";\nvi.mock("./wait.js");\nit.only("x", () => {});\n',
    });
    await expectFailure(
      "lint",
      "no-floating-promises",
      "no-restricted-globals",
      "no-restricted-properties",
      "no-console",
      "no-explicit-any",
      "no-default-export",
      "switch-exhaustiveness-check",
      "preserve-caught-error",
      "filename-case",
      "max-lines",
      "no-focused-tests",
    );
  });

  it("types refuses a program that is not typed soundly", async () => {
    copy("tsconfig.base.json");
    const config = { extends: "./tsconfig.base.json", compilerOptions: { outDir: "dist" }, include: ["src"] };
    write({
      "package.json": manifest,
      "tsconfig.json": JSON.stringify(config),
      "src/index.ts": "export const first = 1;\n",
    });
    await expectPass("types");
    write({ "src/index.ts": "const list: number[] = [];\nexport const first: number = list[0];\n" });
    await expectFailure("types", "src/index.ts", "TS2322");
  });

  it("layers refuses an import that the table forbids, and a repository in which it finds no modules", async () => {
    symlinkSync(join(repository, "scripts"), join(root, "scripts"));
    mkdirSync(join(root, "packages"));
    await expectFailure("layers", "this check has checked nothing");
    write({ "packages/kit/src/index.ts": "export {};\n" });
    await expectPass("layers");
    write({ "packages/kit/src/index.ts": 'export type { Device } from "@headframe/pow";\n' });
    await expectFailure("layers", "packages/kit/src/index.ts:1", "kit must not import pow");
  });

  it("unused refuses a file, an export and a dependency that nothing uses", async () => {
    write({
      "package.json": manifest,
      "src/index.ts": 'export { a } from "./a.js";\n',
      "src/a.ts": "export const a = 1;\n",
    });
    await expectPass("unused");
    write({
      "package.json": JSON.stringify({ ...JSON.parse(manifest), dependencies: { "left-pad": "1.3.0" } }),
      "src/a.ts": "export const a = 1;\nexport const unusedExport = 2;\n",
      "src/orphan.ts": "export {};\n",
    });
    await expectFailure("unused", "orphan.ts", "unusedExport", "left-pad");
  });

  describe("proto", () => {
    const proto = (service: string): string => `syntax = "proto3";

package headframe.x.v1;

// Says hello.
service ${service} {
  // Says it once.
  rpc Greet(GreetRequest) returns (GreetResponse);
}

message GreetRequest {}

message GreetResponse {}
`;

    it("refuses names that break the rules, and a file that is not formatted", async () => {
      copy("buf.yaml", "scripts/check-breaking.ts");
      write({
        "proto/headframe/x/v1/x.proto": proto("GreeterService"),
        "proto/basilca/x.proto": 'syntax = "proto3";\n',
      });
      await expectPass("proto");
      write({ "proto/headframe/x/v1/x.proto": proto("Greeter") });
      await expectFailure("proto", "x.proto", "Service name");
      write({ "proto/headframe/x/v1/x.proto": proto("GreeterService").replace("{}", "{  }") });
      await expectFailure("proto", "x.proto", "-message GreetRequest {  }");
    });

    it("refuses what breaks the wire, and says when there is nothing to compare with", async () => {
      copy("buf.yaml", "scripts/check-breaking.ts");
      write({ "proto/headframe/x/v1/x.proto": proto("GreeterService") });
      expect((await run("proto")).output).toMatch(/^SKIPPED: the wire contract/m);
      const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
      for (const args of [
        ["init", "--quiet"],
        ["add", "proto", "buf.yaml"],
        [...author, "commit", "--quiet", "--message", "first"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
      ]) {
        execFileSync("git", args, { cwd: root });
      }
      const { isPassed, output } = await run("proto");
      expect({ isPassed, output }).toEqual({ isPassed: true, output: "" });
      write({ "proto/headframe/x/v1/x.proto": proto("HelloService") });
      await expectFailure("proto", 'Previously present service "GreeterService" was deleted');
    });
  });

  it("gen refuses generated types that differ from the protocol", async () => {
    copy("scripts/gen-proto.ts", "proto", "packages/protocol/src", "packages/protocol/package.json");
    symlinkSync(
      join(repository, "packages/protocol/node_modules"),
      join(root, "packages/protocol/node_modules"),
    );
    write({ "packages/protocol/src/gen/stale.ts": "export {};\n" });
    await expectFailure("gen", "packages/protocol/src/gen/stale.ts");
  });

  it("wasm refuses a module that is not what its source gives", async () => {
    copy("scripts/build-wasm.mjs", "packages/pow/wasm");
    symlinkSync(
      join(repository, "node_modules", "assemblyscript"),
      join(root, "node_modules", "assemblyscript"),
    );
    const source = join(root, "packages/pow/wasm/recompute.as.ts");
    writeFileSync(source, readFileSync(source, "utf8").replace("round == 3", "round == 2"));
    await expectFailure("wasm", "recompute.wasm is not what its source gives");
  });

  const hasToolkit = /release 13\.0/.test(
    spawnSync("nvcc", ["--version"], { encoding: "utf8" }).stdout ?? "",
  );
  if (!hasToolkit) console.warn("SKIPPED: the kernels' check has no violation, because CUDA 13.0 is missing");
  it.skipIf(!hasToolkit)("kernels refuses PTX that is not what its sources give", async () => {
    copy("scripts/build-kernels.mjs", "packages/cuda/kernels", "packages/cuda/ptx");
    const source = join(root, "packages/cuda/kernels/walk.cuh");
    writeFileSync(source, readFileSync(source, "utf8").replace("z >> 13", "z >> 12"));
    vi.stubEnv("CUDA_ARCH", "75"); // one of the files is enough, and a third of the time
    await expectFailure("kernels", "gpow_sm75.ptx differs from what its sources give");
  });

  it("docs refuses pages that differ from their sources", async () => {
    symlinkSync(join(repository, "scripts"), join(root, "scripts"));
    const tsx = join(repository, "node_modules", ".bin", "tsx");
    execFileSync(tsx, ["--conditions=source", "scripts/gen-docs.ts"], { cwd: root });
    write({ "docs/reference/metrics.md": "# Metrics\n" });
    rmSync(join(root, "config/miner.example.toml"));
    await expectFailure("docs", "docs/reference/metrics.md", "config/miner.example.toml");
  });

  it("spelling refuses a word that is in no dictionary, hidden folders among it", async () => {
    copy("cspell.json", "cspell-words.txt");
    write({ "README.md": "The metagraph of a subtensor, read by btcli.\n" });
    write({ "src/a.ts": "export const adress = 1;\n", ".ci/notes.md": "recieve\n" }); // cspell:disable-line
    const output = await expectFailure("spelling", "src/a.ts", "adress", "recieve"); // cspell:disable-line
    expect(output).not.toContain("metagraph");
  });

  it("tests refuses a failing test, and a repository without tests", async () => {
    copy("vitest.config.ts", "scripts/testing");
    // What the build refuses is the matter of `types`.
    write({ "package.json": manifest, "scripts/testing/build.mjs": "export function setup() {}\n" });
    await expectFailure("tests", "No test files found");
    const test = (value: number): string =>
      `import { expect, it } from "vitest";\nit("adds up", () => expect(1 + 1).toBe(${value}));\n`;
    write({ "packages/x/test/sum.test.ts": test(2) });
    await expectPass("tests");
    write({ "packages/x/test/sum.test.ts": test(3), "test/runtime/sum.test.ts": test(4) });
    await expectFailure("tests", "packages/x/test/sum.test.ts", "test/runtime/sum.test.ts", "adds up");
  });
});
