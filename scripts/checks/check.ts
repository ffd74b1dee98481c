// The body of `pnpm check`, run by `scripts/check.mjs` once everything is installed.
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { type Check, CHECKS } from "./checks.data.js";
import { runChecks, summarize } from "./run-checks.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const known: readonly Check[] = CHECKS;
const names = process.argv.slice(2);
const unknown = names.find((name) => !known.some((check) => check.name === name));
if (unknown !== undefined) {
  console.error(`error: there is no check named ${unknown}`);
  console.error(`hint: the checks are ${known.map(({ name }) => name).join(", ")}`);
  process.exit(64);
}

const startedAtMs = performance.now();
const checks = known.filter(({ name }) => names.length === 0 || names.includes(name));
const outcomes = await runChecks(checks, {
  root,
  binFolder: join(root, "node_modules", ".bin"),
  concurrency: Math.max(2, Math.floor(availableParallelism() / 2)),
  onEnd: ({ check, isPassed, output, seconds }) => {
    console.log(
      `${isPassed ? "ok    " : "FAILED"}  ${check.name.padEnd(10)}${seconds.toFixed(1).padStart(7)} s`,
    );
    // A check that passed tells nothing else, and must not look as if it had seen everything.
    for (const [line] of output.matchAll(/^SKIPPED: .*/gm)) console.log(`        ${line}`);
  },
});
console.log(summarize(outcomes, (performance.now() - startedAtMs) / 1000));
process.exitCode = outcomes.every(({ isPassed }) => isPassed) ? 0 : 1;
