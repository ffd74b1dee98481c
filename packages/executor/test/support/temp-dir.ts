import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterThisTest, type CleanUp } from "./clean-up.js";

/** An empty directory that is gone after the test. */
export function tempDir(cleanUp: CleanUp = afterThisTest): string {
  const path = mkdtempSync(join(tmpdir(), "headframe-executor-"));
  cleanUp(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
