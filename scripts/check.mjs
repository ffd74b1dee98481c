// `pnpm check`: everything that CI checks. `pnpm check lint types` runs those two. All run, whatever fails.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./bootstrap/install.mjs";

try {
  await ensureInstalled();
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exit(2);
}

const main = join(root, "scripts", "checks", "check.ts");
const child = spawn(process.execPath, ["--import", "tsx", main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
child.once("close", (code) => process.exit(code ?? 70));
