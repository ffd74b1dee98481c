import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes an empty file that only this user can read, and the directories that lack on the way to it; one that is there
 * stays as it is. SQLite fills it, and gives the files that it makes beside it the same mode.
 */
export async function ensurePrivateFile(file: string): Promise<void> {
  await ensurePrivateDirectory(dirname(file));
  const handle = await open(file, "a", 0o600);
  await handle.close();
}

/** Makes a new, empty file that only this user can read. Rejects when there is one. */
export async function createPrivateFile(file: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  await handle.close();
}

/** Makes a directory, and those on the way to it, that only this user can enter; one that is there stays as it is. */
export async function ensurePrivateDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}
