import { readFile } from "node:fs/promises";

/** The first 64 KiB of a small file of `/proc`, `/sys` or `/etc`; `undefined` where there is none for us to read. */
export async function readFact(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).slice(0, 65_536);
  } catch {
    return undefined; // Not this kernel, not this kind of machine, or not for this user: the fact is absent.
  }
}
