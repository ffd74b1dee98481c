// `npm start`: installs, builds and runs the whole system on embedded defaults. `npm start -- --help` lists the options.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, root } from "./bootstrap/install.mjs";

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  console.error(`error: ${error.message}`);
  console.error("hint: mend what the last lines above name, then run npm start again.");
  process.exit(2);
}

const child = spawn(
  process.execPath,
  [join(root, "packages", "demo", "dist", "main.js"), ...process.argv.slice(2)],
  {
    stdio: "inherit",
  },
);
// Ctrl-C reaches the whole process group, so the child has it already. The others may come to this process alone, and a
// second hang-up does no harm.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
child.once("close", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
