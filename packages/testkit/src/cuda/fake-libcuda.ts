import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = fileURLToPath(new URL("../../native/fake-libcuda/", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/fake-libcuda/", import.meta.url));

/** Whether a C compiler is there to build the fake. */
export function hasCompiler(): boolean {
  try {
    execFileSync("gcc", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // no gcc: callers skip, and say so
  }
}

/**
 * Compiles the fake libcuda.so.1 and returns its path; the same sources are compiled once.
 *
 * @param defines preprocessor symbols, for example `WITHOUT_V2` for a driver from before the versioned names.
 */
export function compileFakeLibcuda(defines: readonly string[] = []): string {
  const files = readdirSync(SOURCES).filter((name) => name.endsWith(".c") || name.endsWith(".h"));
  const hash = createHash("sha256").update(defines.join(" "));
  for (const file of files) hash.update(readFileSync(join(SOURCES, file)));
  const library = join(CACHE, `libcuda-${hash.digest("hex").slice(0, 16)}.so`);
  if (existsSync(library)) return library;
  mkdirSync(CACHE, { recursive: true });
  const scratch = `${library}.${process.pid}`;
  execFileSync("gcc", [
    ..."-std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Wno-unused-parameter -Werror -fPIC -shared -fvisibility=hidden".split(
      " ",
    ),
    ...defines.map((define) => `-D${define}`),
    ...files.filter((file) => file.endsWith(".c")).map((file) => join(SOURCES, file)),
    "-o",
    scratch,
  ]);
  renameSync(scratch, library); // several test processes may compile at once: the last one wins, all are equal
  return library;
}
