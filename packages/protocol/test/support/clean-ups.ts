import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

type CleanUp = () => unknown;

/** Collects what a test opens; all of it is closed after the test, last first. Call it once per file. */
export function useCleanUps(): (cleanUp: CleanUp) => void {
  const cleanUps: CleanUp[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });
  return (cleanUp) => cleanUps.push(cleanUp);
}

/** An empty folder that is removed after the test. */
export function temporaryFolder(defer: (cleanUp: CleanUp) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "headframe-protocol-"));
  defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
