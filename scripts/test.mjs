// `npm test`: installs what is missing and runs every test. Further arguments go to Vitest.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root, run } from "./bootstrap/install.mjs";

const resultFile = join(root, "node_modules", ".cache", "headframe-tests.json");

try {
  await ensureInstalled();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(2);
}

rmSync(resultFile, { force: true });
let failure;
try {
  await run(process.execPath, [
    join(root, "node_modules", "vitest", "vitest.mjs"),
    "run",
    "--mode=build",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${resultFile}`,
    ...process.argv.slice(2),
  ]);
} catch (error) {
  failure = error;
}

const { passed, failed, skipped } = readCounts();
// An error outside any test (a file that does not load, an unhandled rejection) must not read as a pass.
const failures = failure !== undefined && failed === 0 ? 1 : failed;
console.log(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failures > 0 || passed === 0 ? 1 : 0;

function readCounts() {
  try {
    const result = JSON.parse(readFileSync(resultFile, "utf8"));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // Vitest died before it wrote any result: `failure` says so.
  }
}
