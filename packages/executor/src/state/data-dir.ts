import { chmod, mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "@headframe/kit";
import { StateError } from "./errors.js";

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

/** A data directory held by this process alone: two executors with one identity would be one box twice. */
export interface DataDirLock {
  /** Lets the next process in. Idempotent. */
  release(): Promise<void>;
}

/**
 * Takes the data directory, creating it if need be. A lock left by a process that is gone is taken over.
 *
 * @throws {StateError} `state/data-dir-in-use`, `state/directory-unusable`
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await ensurePrivateDirectory(dataDir);
  const path = join(dataDir, LOCK_FILE);
  if (!(await tryCreate(path))) {
    const holder = await readHolder(path);
    if (holder !== undefined && (await isAlive(holder))) {
      throw new StateError(
        { code: "state/data-dir-in-use", path: dataDir, pid: holder.pid },
        `the data directory ${dataDir} is in use by process ${holder.pid}`,
        { hint: "give each executor its own storage.data_dir, or stop the other one first" },
      );
    }
    await rm(path, { force: true });
    if (!(await tryCreate(path))) return lockDataDir(dataDir);
  }
  return { release: () => rm(path, { force: true }) };
}

/** A process and the moment the kernel started it, so that a recycled pid is not mistaken for the holder. */
interface Holder {
  readonly pid: number;
  readonly startTicks: string;
}

async function tryCreate(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(`${process.pid} ${await readStartTicks(process.pid)}\n`);
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw new StateError(
      { code: "state/directory-unusable", path },
      `cannot write ${path}: ${errorMessage(error)}`,
      { cause: error, hint: "make storage.data_dir writable for the user who runs the executor" },
    );
  }
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const [pid, startTicks] = (await readFile(path, "utf8")).trim().split(" ");
    return /^\d+$/.test(pid ?? "") ? { pid: Number(pid), startTicks: startTicks ?? "" } : undefined;
  } catch {
    return undefined; // Released between our two looks: nobody holds it.
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return (await readStartTicks(holder.pid)) === holder.startTicks;
}

/** Field 22 of proc(5) stat; empty where there is no procfs, so that the pid alone decides. */
async function readStartTicks(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return ""; // No procfs here, or the process has just ended.
  }
}
