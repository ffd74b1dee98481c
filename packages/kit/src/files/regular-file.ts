import type { Stats } from "node:fs";

/**
 * Throws, with what it is, unless `stats` are those of a regular file. To be asked before a path that a person gave is
 * opened: a pipe keeps its reader waiting for a writer, and a device need not have an end.
 */
export function assertRegularFile(stats: Stats): void {
  if (!stats.isFile()) throw new Error(`it is ${kindOf(stats)}, not a file`);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a pipe";
  return stats.isSocket() ? "a socket" : "a device";
}
