import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "@headframe/kit";
import { StateError } from "./errors.js";
import { type LockFile, type LockHolder, takeLockFile } from "./lock-file.js";

const LOCK_FILE = "executor.lock";
const PRIVATE_DIRECTORY_MODE = 0o700;

/**
 * Makes `path` a directory that only its owner can enter.
 *
 * @throws {StateError} `state/directory-unusable`
 */
export async function ensurePrivateDirectory(path: string): Promise<void> {
  try {
    const created = await mkdir(path, { recursive: true, mode: PRIVATE_DIRECTORY_MODE });
    // An existing directory keeps the mode its operator gave it: it may be shared on purpose. A new one is ours.
    if (created !== undefined) await chmod(path, PRIVATE_DIRECTORY_MODE);
  } catch (error) {
    throw new StateError(
      { code: "state/directory-unusable", path },
      `cannot create the directory ${path}: ${errorMessage(error)}`,
      { cause: error, hint: `create it and make it writable: mkdir -p ${path}` },
    );
  }
}

/**
 * Takes the data directory for this process alone, creating it if need be: two executors with one identity would be
 * one box twice. A lock left by a process that is gone is taken over.
 *
 * @throws {StateError} `state/data-dir-in-use`, `state/directory-unusable`
 */
export async function lockDataDir(dataDir: string): Promise<LockFile> {
  await ensurePrivateDirectory(dataDir);
  const lock = await takeIn(dataDir);
  if (!("pid" in lock)) return lock;
  throw new StateError(
    { code: "state/data-dir-in-use", path: dataDir, pid: lock.pid },
    `the data directory ${dataDir} is in use by process ${lock.pid}`,
    { hint: "give each executor its own storage.data_dir, or stop the other one first" },
  );
}

async function takeIn(dataDir: string): Promise<LockFile | LockHolder> {
  const path = join(dataDir, LOCK_FILE);
  try {
    return await takeLockFile(path);
  } catch (error) {
    throw new StateError(
      { code: "state/directory-unusable", path },
      `cannot write ${path}: ${errorMessage(error)}`,
      { cause: error, hint: "make storage.data_dir writable for the user who runs the executor" },
    );
  }
}
