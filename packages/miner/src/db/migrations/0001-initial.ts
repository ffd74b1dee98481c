import type { Migration } from "./migration.js";

/** Executors and their health, validators' sessions, challenges, and what the miner made for itself. */
export const initial: Migration = {
  name: "0001-initial",
  async up(knex) {
    await knex.schema.createTable("executors", (table) => {
      table.text("executor_id").primary();
      table.text("alias").notNullable();
      table.text("grpc_address").notNullable();
      table.text("source").notNullable().checkIn(["configured", "enrolled"]);
      table.text("installation_id");
      table
        .text("health")
        .notNullable()
        .checkIn(["unknown", "healthy", "degraded", "unhealthy", "recovering"]);
      table.text("health_reason").notNullable();
      table.integer("health_since_ms").notNullable();
      table.integer("last_seen_ms");
    });
    await knex.schema.createTable("health_changes", (table) => {
      table.increments("id");
      table
        .text("executor_id")
        .notNullable()
        .references("executor_id")
        .inTable("executors")
        .onDelete("CASCADE");
      table.text("from_state").notNullable();
      table.text("to_state").notNullable();
      table.text("reason").notNullable();
      table.integer("at_ms").notNullable().index();
      table.index(["executor_id", "at_ms"]);
    });
    await knex.schema.createTable("sessions", (table) => {
      table.text("session_id").primary();
      table.text("hotkey").notNullable();
      table.integer("started_at_ms").notNullable();
      table.integer("expires_at_ms").notNullable().index();
      table.text("nonce").notNullable();
      table.integer("nonce_expires_at_ms").index();
    });
    await knex.schema.createTable("challenges", (table) => {
      table.text("challenge_id").primary();
      table.text("executor_id").notNullable().index();
      table.text("hotkey").notNullable().index();
      table.integer("started_at_ms").notNullable().index();
      table.integer("duration_ms").notNullable();
      table.text("outcome").notNullable();
      table.integer("messages_to_executor").notNullable();
      table.integer("messages_from_executor").notNullable();
      table.integer("bytes_to_executor").notNullable();
      table.integer("bytes_from_executor").notNullable();
    });
    await knex.schema.createTable("settings", (table) => {
      table.text("name").primary();
      table.binary("value").notNullable();
    });
  },
  async down(knex) {
    for (const table of ["settings", "challenges", "sessions", "health_changes", "executors"]) {
      await knex.schema.dropTable(table);
    }
  },
};
