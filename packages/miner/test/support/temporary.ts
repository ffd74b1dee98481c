import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, onTestFinished } from "vitest";

/** Has something undone later: at the end of a test (vitest's `onTestFinished`), or of a file (its `afterAll`). */
export type CleanUp = (undo: () => Promise<void>) => void;

/** A directory that is gone when the test, or whatever `cleanUp` says, has finished. */
export async function temporaryDirectory(cleanUp: CleanUp = onTestFinished): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "headframe-miner-"));
  cleanUp(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/**
 * For what the tests of a file share: undone, last first, when all have finished. Call it at the top level of the file:
 * Vitest does not run an `afterAll` that is registered within a `beforeAll`.
 */
export function afterAllTests(): CleanUp {
  const undone: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const undo of undone.toReversed()) await undo();
  });
  return (undo) => void undone.push(undo);
}
