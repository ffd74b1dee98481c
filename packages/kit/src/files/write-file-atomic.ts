import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

export interface WriteFileAtomicOptions {
  /** Permissions of the new file. Default: `0o600`. */
  readonly mode?: number;
}

/**
 * Replaces `file` so that a reader, or a start after a crash, finds the old contents or the new, never a part.
 *
 * On disk when it resolves: file and directory are synchronised. On failure nothing is left behind.
 */
export async function writeFileAtomic(
  file: string,
  contents: string | Uint8Array,
  options: WriteFileAtomicOptions = {},
): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, "wx", options.mode ?? 0o600);
    try {
      await handle.writeFile(contents);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(file));
}

/** A rename is durable once its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
