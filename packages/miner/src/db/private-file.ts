import { chmod, mkdir, open, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorMessage, type Logger } from "@headframe/kit";

/** Permissions of those who are neither the owner nor in the group. */
const EVERYBODY = 0o007;

/**
 * Makes an empty file that only this user can read, and the directories that lack on the way to it; one that is there
 * stays as it is. SQLite fills it, and gives the files that it makes beside it the same mode.
 */
export async function ensurePrivateFile(file: string): Promise<void> {
  await ensurePrivateDirectory(dirname(file));
  const handle = await open(file, "a", 0o600);
  await handle.close();
}

/**
 * Closes a database file, and those that SQLite keeps beside it, to everybody but this user where everybody could read
 * or write it, and warns of each: who made it so may have to change a secret. Permissions of a group alone stay.
 */
export async function closeToEverybody(file: string, logger: Logger): Promise<void> {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const { mode } = (await stat(path).catch(() => undefined)) ?? { mode: 0 }; // There is nothing to close.
    if ((mode & EVERYBODY) === 0) continue;
    const before = (mode & 0o777).toString(8).padStart(4, "0");
    try {
      await chmod(path, 0o600);
      logger.warn({ path, before, now: "0600" }, "database file was open to other users of this machine");
    } catch (error) {
      logger.warn(
        { path, mode: before, reason: errorMessage(error), remedy: `chmod 600 '${path}'` },
        "database file is open to other users of this machine",
      );
    }
  }
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
