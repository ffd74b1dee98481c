import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Has something undone later: at the end of a test (vitest's `onTestFinished`), or of a file (its `afterAll`). */
export type CleanUp = (undo: () => Promise<void>) => void;

/** A directory that is gone when the test, or whatever `cleanUp` says, has finished. */
export async function temporaryDirectory(cleanUp: CleanUp = onTestFinished): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "headframe-miner-"));
  cleanUp(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
