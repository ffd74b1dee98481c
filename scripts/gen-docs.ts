// Writes the reference pages and sample files below the working directory from the programs' own sources.
// `--check` changes nothing and exits 1 when a committed file differs.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { exampleConfig } from "../packages/kit/src/config/index.js";

import { configPage } from "./docs/config-page.js";
import { errorsPage } from "./docs/errors-page.js";
import { metricsPage } from "./docs/metrics-page.js";
import { PROCESSES } from "./docs/processes.js";

const sources = dirname(dirname(fileURLToPath(import.meta.url)));
const target = process.cwd();

/** By path from the root. */
const pages: Readonly<Record<string, string>> = {
  "docs/reference/config.md": configPage(PROCESSES),
  "docs/reference/errors.md": errorsPage(sources),
  "docs/reference/metrics.md": metricsPage(PROCESSES),
  ...Object.fromEntries(
    PROCESSES.map(({ name, schema, examples }) => [
      `config/${name}.example.toml`,
      exampleConfig(schema, `${name}.toml`, examples),
    ]),
  ),
};

const formatted = format(pages);
if (process.argv.includes("--check")) {
  const stale = [...formatted].filter(([path, text]) => readIfPresent(join(target, path)) !== text);
  for (const [path] of stale) console.error(`differs from its sources: ${path}`);
  if (stale.length > 0) console.error("hint: run `pnpm run docs` and commit the result");
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of formatted) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
}

/** The pages as the repository's formatter leaves them, so that the two checks never disagree. */
function format(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "headframe-docs-"));
  try {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const formatter = join(sources, "node_modules", ".bin", "oxfmt");
    execFileSync(formatter, ["--config", join(sources, ".oxfmtrc.json"), "."], {
      cwd: folder,
      stdio: "ignore",
    });
    return new Map(Object.keys(texts).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
