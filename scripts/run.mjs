// Runs one program of the workspace, built first if its sources changed: node scripts/run.mjs miner --config miner.toml
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./bootstrap/install.mjs";

const [program, ...args] = process.argv.slice(2);
const entry = join(root, "packages", program ?? "", "bin", `${program}.mjs`);
if (!program || !existsSync(entry)) {
  console.error(`error: no program named ${program ?? "(nothing)"}.`);
  console.error("hint: miner, executor, validator and localnet are there.");
  process.exit(64);
}

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(2);
}

const child = spawn(process.execPath, [entry, ...args], { stdio: "inherit" });
// Ctrl-C reaches the whole process group, so the child has it already. The others may come to this process alone, and a
// second hang-up does no harm.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
child.once("close", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
