import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, silentLogger } from "@headframe/kit";
import { expect, test } from "vitest";
import { migrationSource } from "../../src/db/migrations/source.js";
import { closeToEverybody } from "../../src/db/private-file.js";
import { sessionSalt } from "../../src/db/setting-repository.js";
import { openInTest } from "../support/database.js";
import { temporaryDirectory } from "../support/temporary.js";

const TABLES = ["challenges", "executors", "health_changes", "sessions", "settings", "spent_nonces"];

/** Permissions in octal. */
async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
  } catch (error) {
    return errorCode(error);
  }
  return undefined;
}

test("makes the directory and the file, and migrates from nothing to the latest schema and back", async () => {
  const file = join(await temporaryDirectory(), "a/b/miner.db");
  const { knex } = await openInTest(file);
  const tables = async (): Promise<readonly string[]> =>
    await knex("sqlite_master")
      .where({ type: "table" })
      .andWhereNot("name", "like", "%knex%")
      .andWhereNot("name", "like", "sqlite_%")
      .orderBy("name")
      .pluck("name");
  expect(await tables()).toEqual(TABLES);
  await knex.migrate.rollback({ migrationSource }, true);
  expect(await tables()).toEqual([]);
  await knex.migrate.latest();
  expect(await tables()).toEqual(TABLES);
});

test("lets nobody else read the database, what is beside it, or the directory", async () => {
  const directory = join(await temporaryDirectory(), "data");
  const { knex } = await openInTest(join(directory, "miner.db"));
  await knex("settings").insert({ name: "x", value: Buffer.from("x") });
  const files = (await readdir(directory)).toSorted();
  expect(files).toEqual(["miner.db", "miner.db-shm", "miner.db-wal"]);
  const modes = await Promise.all(files.map((name) => modeOf(join(directory, name))));
  expect([await modeOf(directory), ...modes]).toEqual(["700", "600", "600", "600"]);
});

test("closes files that everybody could read, names them, and leaves those of a group", async () => {
  const directory = await temporaryDirectory();
  const [open, shared] = [join(directory, "open.db"), join(directory, "shared.db")];
  for (const file of [open, `${open}-wal`, `${open}-shm`]) await writeFile(file, "");
  for (const file of [open, `${open}-wal`]) await chmod(file, 0o644);
  await chmod(`${open}-shm`, 0o600);
  await writeFile(shared, "");
  await chmod(shared, 0o640);
  const warnings: unknown[] = [];
  const logger = { ...silentLogger, warn: (fields: object) => void warnings.push(fields) };
  await closeToEverybody(open, logger);
  await closeToEverybody(shared, logger);
  expect(warnings).toEqual([
    { path: open, before: "0644", now: "0600" },
    { path: `${open}-wal`, before: "0644", now: "0600" },
  ]);
  const modes = await Promise.all([open, `${open}-wal`, `${open}-shm`, shared].map(modeOf));
  expect(modes).toEqual(["600", "600", "600", "640"]);
});

test("closes a database that everybody could read when it is opened", async () => {
  const file = join(await temporaryDirectory(), "miner.db");
  await writeFile(file, "");
  await chmod(file, 0o666);
  await openInTest(file);
  expect(await Promise.all([file, `${file}-wal`, `${file}-shm`].map(modeOf))).toEqual(["600", "600", "600"]);
});

test("writes ahead, waits for other processes and survives a loss of power", async () => {
  const { knex } = await openInTest();
  expect(await knex.raw("pragma journal_mode")).toEqual([{ journal_mode: "wal" }]);
  expect(await knex.raw("pragma synchronous")).toEqual([{ synchronous: 2 }]);
  expect(await knex.raw("pragma foreign_keys")).toEqual([{ foreign_keys: 1 }]);
  expect(await knex.raw("pragma busy_timeout")).toEqual([{ timeout: 5000 }]);
});

test("refuses an outdated schema when it may not migrate, and says which command does", async () => {
  const file = join(await temporaryDirectory(), "miner.db");
  const opening = openInTest(file, { runMigrations: false });
  await expect(opening).rejects.toMatchObject({
    code: "database/outdated-schema",
    hint: expect.stringContaining("miner database migrate"),
  });
});

test("refuses a schema from the future", async () => {
  const file = join(await temporaryDirectory(), "miner.db");
  const database = await openInTest(file);
  await database.knex("knex_migrations").insert({ name: "9999-future", batch: 9, migration_time: 0 });
  await database.close();
  expect(await refusal(openInTest(file))).toBe("database/newer-schema");
});

test("says in the guide's words that a file cannot be opened", async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, "miner.db"));
  await expect(openInTest(join(directory, "miner.db"))).rejects.toMatchObject({
    message: expect.stringMatching(/^unable to open database file .*: it is a directory$/),
    hint: expect.stringContaining("has to name a file"),
  });
});

test.each([
  ["a short text", "notes"],
  ["a long text", "this is not a database, it only looks like a file of some length".repeat(20)],
  ["a file that only begins like a database", `SQLite format 3\0${"!".repeat(4080)}`],
])("refuses %s", async (_, contents) => {
  const file = join(await temporaryDirectory(), "miner.db");
  await writeFile(file, contents);
  await chmod(file, 0o644);
  expect(await refusal(openInTest(file))).toBe("database/not-a-database");
  expect(await modeOf(file)).toBe("644"); // It is somebody else's.
});

test("makes the salt of session tokens once", async () => {
  const file = join(await temporaryDirectory(), "miner.db");
  const first = await openInTest(file);
  const salt = await sessionSalt(first);
  expect(salt).toHaveLength(32);
  expect(await sessionSalt(first)).toEqual(salt);
  await first.close();
  expect(await sessionSalt(await openInTest(file))).toEqual(salt);
  expect(await sessionSalt(await openInTest())).not.toEqual(salt);
});
