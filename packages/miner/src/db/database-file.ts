import { access, constants, open, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { errorMessage } from "@headframe/kit";
import { DatabaseError } from "./errors.js";
import { ensurePrivateDirectory } from "./private-file.js";

/** How every SQLite file begins (SQLite's "Database File Format", section 1.3.1). */
const HEADER = Buffer.from("SQLite format 3\0", "latin1");

/**
 * Makes sure that the file can become a database or looks like one, without making or changing it; its directory is
 * made. Throws `database/unable-to-open` or `database/not-a-database`.
 */
export async function checkDatabaseFile(file: string): Promise<void> {
  const stats = await openable(file, () => stat(file).catch(ignoreAbsence));
  if (stats !== undefined && !stats.isFile()) {
    const kind = stats.isDirectory() ? "a directory" : "not a regular file";
    throw new DatabaseError(
      { code: "database/unable-to-open", file },
      `unable to open database file ${file}: it is ${kind}`,
      { hint: "database.url has to name a file, for example sqlite:./data/miner.db" },
    );
  }
  const start = await openable(file, async () => {
    const directory = dirname(file);
    await ensurePrivateDirectory(directory);
    await access(directory, constants.R_OK | constants.W_OK);
    return stats === undefined ? undefined : await readStart(file);
  });
  // SQLite takes an empty file as an empty database.
  if (start !== undefined && start.length > 0 && !start.equals(HEADER)) throw notADatabase(file);
}

/** `database/not-a-database`. */
export function notADatabase(file: string, cause?: unknown): DatabaseError {
  return new DatabaseError({ code: "database/not-a-database", file }, `${file} is not an SQLite database`, {
    hint: "move the file away, or point database.url at another one",
    cause,
  });
}

/** Opens for writing, too: that is what the miner will need. */
async function readStart(file: string): Promise<Buffer> {
  const handle = await open(file, "r+");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER.length), 0, HEADER.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function ignoreAbsence(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

async function openable<T>(file: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw new DatabaseError(
      { code: "database/unable-to-open", file },
      `unable to open database file ${file}: ${errorMessage(cause)}`,
      { hint: `this user must be able to write ${file} and ${resolve(dirname(file))}`, cause },
    );
  }
}
