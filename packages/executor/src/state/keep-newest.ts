import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Removes all but `limit` of a directory's files that end in `suffix`; their names begin with when they were made. */
export async function keepNewest(directory: string, suffix: string, limit: number): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(suffix)).toSorted();
  for (const name of names.slice(0, Math.max(0, names.length - limit))) {
    await rm(join(directory, name), { force: true });
  }
}
