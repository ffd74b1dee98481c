import type { Knex } from "knex";
import { initial } from "./0001-initial.js";
import { spentNonces } from "./0002-spent-nonces.js";
import type { Migration } from "./migration.js";

/** Every step, oldest first. */
export const MIGRATIONS: readonly Migration[] = [initial, spentNonces];

/** Gives knex the steps as values: no folder is scanned, so it works the same from sources and from a build. */
export const migrationSource: Knex.MigrationSource<Migration> = {
  getMigrations: () => Promise.resolve([...MIGRATIONS]),
  getMigrationName: ({ name }) => name,
  getMigration: ({ up, down }) => Promise.resolve({ up, down }),
};
