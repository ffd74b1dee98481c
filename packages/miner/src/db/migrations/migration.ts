import type { Knex } from "knex";

/** One step of the schema. Once released it is never edited. */
export interface Migration {
  readonly name: string;
  readonly up: (knex: Knex) => Promise<void>;
  readonly down: (knex: Knex) => Promise<void>;
}
