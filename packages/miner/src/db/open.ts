import { dirname } from "node:path";
import { errorMessage, type Logger, silentLogger } from "@headframe/kit";
import knexModule, { type Knex } from "knex";
import { checkDatabaseFile, notADatabase } from "./database-file.js";
import { DatabaseError } from "./errors.js";
import { MIGRATIONS, migrationSource } from "./migrations/source.js";
import { closeToEverybody, ensurePrivateFile } from "./private-file.js";
import { Writer } from "./writer.js";

export interface DatabaseOptions {
  readonly file: string;
  readonly minConnections: number;
  readonly maxConnections: number;
  /** Off: an outdated schema is refused with `database/outdated-schema`. */
  readonly runMigrations: boolean;
}

/** An open database. */
export interface Database {
  /** For reading. Everything that changes rows goes through {@link Database.writer}. */
  readonly knex: Knex;
  readonly writer: Writer;
  /** Resolves once everything written is on disk and the file is closed. */
  close(): Promise<void>;
}

/** How long a statement waits for another process, such as a backup, that has the file. */
const BUSY_TIMEOUT_MS = 5000;

/** How long a query waits for a free connection. */
const ACQUIRE_TIMEOUT_MS = 10_000;

/** Opens the database, making its directory and file, and brings the schema up to date. Throws `DatabaseError`. */
export async function openDatabase(
  options: DatabaseOptions,
  { logger = silentLogger }: { readonly logger?: Logger } = {},
): Promise<Database> {
  const { file } = options;
  const knex = connect(options, logger);
  try {
    await checkDatabaseFile(file);
    // Before SQLite does, which would let everybody read it: the key of session tokens is derived from what is in it.
    await ensurePrivateFile(file);
    await knex.raw("pragma journal_mode = wal");
    // Not before it is certain that the file is a database.
    await closeToEverybody(file, logger);
    await bringUpToDate(knex, options);
  } catch (error) {
    await knex.destroy();
    throw error instanceof DatabaseError ? error : explain(error, file);
  }
  const writer = new Writer(knex);
  return {
    knex,
    writer,
    async close() {
      await writer.idle();
      await knex.destroy();
    },
  };
}

function connect({ file, minConnections, maxConnections }: DatabaseOptions, logger: Logger): Knex {
  const note = (message: unknown): void => logger.debug({ reason: String(message) }, "database library says");
  return knexModule.default({
    client: "sqlite3",
    connection: { filename: file },
    useNullAsDefault: true,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    pool: {
      min: minConnections,
      max: maxConnections,
      // Waiting for a file that cannot be opened would only delay the error.
      propagateCreateError: true,
      afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: unknown) => void) {
        // FULL: a nonce or a session that was acknowledged survives a loss of power, too.
        const pragmas = `pragma busy_timeout = ${BUSY_TIMEOUT_MS}; pragma foreign_keys = on; pragma synchronous = full`;
        connection.exec(pragmas, (error) => done(error, connection));
      },
    },
    migrations: { migrationSource },
    // It would write to the console. What matters of it is in the errors that it throws, too.
    log: { warn: note, error: note, deprecate: note, debug: note },
  });
}

interface SqliteConnection {
  exec(sql: string, callback: (error: Error | null) => void): void;
}

async function bringUpToDate(knex: Knex, { file, runMigrations }: DatabaseOptions): Promise<void> {
  const known = new Set(MIGRATIONS.map(({ name }) => name));
  const done = await appliedMigrations(knex);
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new DatabaseError(
      { code: "database/newer-schema", file, unknown },
      `${file} was written by a newer miner: it has the schema ${unknown.join(", ")}`,
      { hint: "run the newer version, or restore the backup from before the upgrade" },
    );
  }
  const missing = [...known].filter((name) => !done.includes(name));
  if (missing.length === 0) return;
  if (!runMigrations) {
    throw new DatabaseError(
      { code: "database/outdated-schema", file, missing },
      `the schema of ${file} is outdated: it lacks ${missing.join(", ")}`,
      { hint: "run `miner database migrate`, or set database.run_migrations = true" },
    );
  }
  await knex.migrate.latest();
}

async function appliedMigrations(knex: Knex): Promise<readonly string[]> {
  if (!(await knex.schema.hasTable("knex_migrations"))) return [];
  const rows = await knex<{ name: string }>("knex_migrations").select("name").orderBy("id");
  return rows.map(({ name }) => name);
}

function explain(cause: unknown, file: string): DatabaseError {
  const message = errorMessage(cause);
  if (/SQLITE_NOTADB/.test(message)) return notADatabase(file, cause);
  const reason = message.replace(/^.*SQLITE_[A-Z]+: /, "");
  const detail = /unable to open database file/.test(reason) ? "" : `: ${reason}`;
  return new DatabaseError(
    { code: "database/unable-to-open", file },
    `unable to open database file ${file}${detail}`,
    {
      hint: `this user must be able to write ${dirname(file)}; database.url has the form sqlite:./data/miner.db`,
      cause,
    },
  );
}
