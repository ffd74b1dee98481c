// Compiles packages/pow/wasm/recompute.as.ts with the pinned AssemblyScript. `--check` changes nothing and fails if the
// committed module is another.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const committed = join(root, "packages", "pow", "wasm", "recompute.wasm");
const scratch = mkdtempSync(join(tmpdir(), "headframe-wasm-"));
try {
  const output = join(scratch, "recompute.wasm");
  const options = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert", "--initialMemory", "1"];
  execFileSync(
    process.execPath,
    [
      join(root, "node_modules", "assemblyscript", "bin", "asc.js"),
      join("packages", "pow", "wasm", "recompute.as.ts"),
      ...options,
      "-o",
      output,
    ],
    { cwd: root, stdio: "inherit" },
  );
  const built = readFileSync(output);
  if (!process.argv.includes("--check")) {
    writeFileSync(committed, built);
    console.log(`packages/pow/wasm/recompute.wasm: ${built.length} bytes`);
  } else if (!built.equals(readFileSync(committed))) {
    console.error("error: packages/pow/wasm/recompute.wasm is not what its source gives.");
    console.error("hint: node scripts/build-wasm.mjs, and commit the result.");
    process.exitCode = 1;
  } else console.log("recompute.wasm is what its source gives");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
