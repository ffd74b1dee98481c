import { rm } from "node:fs/promises";
import { errorMessage } from "@headframe/kit";
import type { CliContext, Command } from "@headframe/kit/cli";
import type { MinerConfig } from "../config/schema.js";
import { databaseFile } from "../config/values.js";
import { DatabaseError } from "../db/errors.js";
import type { Database } from "../db/open.js";
import { createPrivateFile } from "../db/private-file.js";

/** `miner database …`: the file that outlives the process. */
export function addDatabaseCommands(program: Command, context: CliContext, load: () => MinerConfig): void {
  const database = program.command("database").description("look after the database");
  database
    .command("migrate")
    .description("bring the schema up to date")
    .action(async () => {
      const config = load();
      await withDatabase(config, true, () => Promise.resolve());
      context.stdout.write(`${databaseFile(config.database.url)} is up to date\n`);
    });
  database
    .command("backup <file>")
    .description("write a consistent copy, also while the miner runs")
    .action(async (file) => {
      await withDatabase(load(), false, (open) => backUp(open, file));
      context.stdout.write(`${file} written\n`);
    });
}

async function withDatabase(
  { database: options }: MinerConfig,
  runMigrations: boolean,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const file = databaseFile(options.url);
  const { openDatabase } = await import("../db/open.js");
  const database = await openDatabase({ file, minConnections: 0, maxConnections: 1, runMigrations });
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

async function backUp(database: Database, file: string): Promise<void> {
  let isOurs = false;
  try {
    // SQLite takes an empty file as one that is not there; it would make one that everybody can read.
    await createPrivateFile(file);
    isOurs = true;
    await database.knex.raw("vacuum into ?", [file]);
  } catch (cause) {
    if (isOurs) await rm(file, { force: true });
    throw new DatabaseError(
      { code: "database/backup-failed", file },
      `cannot write the backup ${file}: ${errorMessage(cause).replace(/^.*SQLITE_[A-Z]+: /, "")}`,
      { hint: "name a file that does not exist yet, in a directory that this user may write", cause },
    );
  }
}
