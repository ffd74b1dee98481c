// Generates packages/protocol/src/gen from proto/. `--check` changes nothing and exits 1 when the committed files differ.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { LOADER_OPTIONS } from "../packages/protocol/src/wire/loader-options.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PROTO_DIR = "proto";
const OUT_DIR = join(ROOT, "packages/protocol/src/gen");

/** Command-line form of one loader option, as `proto-loader-gen-types --help` lists them. */
function toFlag([name, value]: [string, unknown]): string[] {
  if (value === true) return [`--${name}`];
  if (value === false) return [];
  if (value === String) return [`--${name}=String`];
  throw new Error(`loader option ${name} has no command-line form here: add it`);
}

/** Files below `directory` whose name ends in `suffix`, relative to it, sorted. */
function filesBelow(directory: string, suffix: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(suffix))
    .toSorted();
}

/** Runs the generator from the repository root: it writes the paths that it is given into the files. */
function generate(outDir: string): void {
  const requireFromProtocol = createRequire(join(ROOT, "packages/protocol/package.json"));
  const generator = join(
    dirname(requireFromProtocol.resolve("@grpc/proto-loader/package.json")),
    "build/bin/proto-loader-gen-types.js",
  );
  const protoFiles = filesBelow(join(ROOT, PROTO_DIR), ".proto");
  execFileSync(
    process.execPath,
    [
      generator,
      ...Object.entries(LOADER_OPTIONS).flatMap(toFlag),
      "--includeComments",
      "--grpcLib=@grpc/grpc-js",
      "--importFileExtension=.js",
      `--includeDirs=${PROTO_DIR}`,
      `--outDir=${outDir}`,
      ...protoFiles,
    ],
    { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] },
  );
  // One file per .proto with types for grpc-js's loadPackageDefinition, which nothing here uses.
  for (const entry of readdirSync(outDir)) if (entry.endsWith(".ts")) rmSync(join(outDir, entry));
}

/** Names of files that only one side has or whose contents differ. */
function differences(expectedDir: string, actualDir: string): string[] {
  const expected = new Set(filesBelow(expectedDir, ".ts"));
  const actual = new Set(filesBelow(actualDir, ".ts"));
  const differs = (file: string): boolean =>
    !expected.has(file) ||
    !actual.has(file) ||
    readFileSync(join(expectedDir, file), "utf8") !== readFileSync(join(actualDir, file), "utf8");
  return [...new Set([...expected, ...actual])].filter(differs);
}

const fresh = mkdtempSync(join(tmpdir(), "headframe-gen-"));
try {
  generate(fresh);
  if (process.argv.includes("--check")) {
    const stale = differences(fresh, OUT_DIR);
    for (const file of stale) console.error(`differs from proto/: ${relative(ROOT, join(OUT_DIR, file))}`);
    if (stale.length > 0) {
      console.error("hint: run `pnpm gen` and commit the result");
      process.exitCode = 1;
    }
  } else {
    rmSync(OUT_DIR, { recursive: true, force: true });
    mkdirSync(OUT_DIR, { recursive: true });
    cpSync(fresh, OUT_DIR, { recursive: true });
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
