import type { Migration } from "./migration.js";

/** Nonces of signed HTTP requests, so that a restart makes none of them worth anything again. */
export const spentNonces: Migration = {
  name: "0002-spent-nonces",
  async up(knex) {
    await knex.schema.createTable("spent_nonces", (table) => {
      table.text("hotkey").notNullable();
      table.text("nonce").notNullable();
      table.integer("used_at_ms").notNullable();
      table.integer("expires_at_ms").notNullable().index();
      table.primary(["hotkey", "nonce"]);
    });
  },
  async down(knex) {
    await knex.schema.dropTable("spent_nonces");
  },
};
