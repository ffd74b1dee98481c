import { createHash, randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";

/** A lock file that this process holds. */
export interface LockFile {
  /** Removes the file, if it is still ours. Idempotent. */
  release(): Promise<void>;
}

/** Whose lock it is. */
export interface LockHolder {
  readonly pid: number;
}

/**
 * Makes `path` a lock file of this process. Gives the holder instead if it is alive; a lock left by a process that
 * is gone is taken over, by one process however many try.
 *
 * A lock appears whole, by `link`, or not at all. Who wants to replace a dead one first takes a lock that is named
 * after its contents, and these are unique: so what is replaced is what was found dead, never a lock taken since.
 */
export async function takeLockFile(path: string): Promise<LockFile | LockHolder> {
  const contents = `${process.pid} ${await readStartTicks(process.pid)} ${randomUUID()}\n`;
  const claim = `${path}.${randomUUID()}`;
  await writeFile(claim, contents, { mode: 0o600, flag: "wx" });
  try {
    for (;;) {
      if (await tryLink(claim, path)) break;
      const found = await readIfThere(path);
      if (found === undefined) continue; // Released between our two looks.
      const holder = parseHolder(found);
      if (holder !== undefined && (await isAlive(holder))) return { pid: holder.pid };
      const turn = await takeLockFile(`${path}.after-${nameOf(found)}`);
      if ("pid" in turn) return turn;
      try {
        if ((await readIfThere(path)) === found) {
          await rename(claim, path);
          break;
        }
      } finally {
        await turn.release();
      }
    }
  } finally {
    await rm(claim, { force: true });
  }
  return {
    async release() {
      if ((await readIfThere(path)) === contents) await rm(path, { force: true });
    },
  };
}

async function tryLink(claim: string, path: string): Promise<boolean> {
  try {
    await link(claim, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function nameOf(contents: string): string {
  return createHash("sha256").update(contents).digest("hex").slice(0, 16);
}

/** A process and the moment the kernel started it, so that a recycled pid is not mistaken for the holder. */
interface Process {
  readonly pid: number;
  readonly startTicks: string;
}

function parseHolder(contents: string): Process | undefined {
  const [pid = "", startTicks = ""] = contents.trim().split(" ");
  return /^\d+$/.test(pid) ? { pid: Number(pid), startTicks } : undefined;
}

async function isAlive(holder: Process): Promise<boolean> {
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
