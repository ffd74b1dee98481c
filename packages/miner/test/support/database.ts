import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "../../src/db/open.js";
import { temporaryDirectory } from "./temporary.js";

/** A real database, closed when the test has finished. Without `file` it is a new one. */
export async function openInTest(file?: string, options: Partial<DatabaseOptions> = {}): Promise<Database> {
  const database = await openDatabase({
    file: file ?? join(await temporaryDirectory(), "miner.db"),
    minConnections: 1,
    maxConnections: 3,
    runMigrations: true,
    ...options,
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= database.close());
  onTestFinished(close);
  return { ...database, close };
}
