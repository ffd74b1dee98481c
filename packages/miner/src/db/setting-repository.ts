import { randomBytes } from "node:crypto";
import type { Database } from "./open.js";

/** Bytes of the salt: as many as the hash of the derivation puts out (RFC 5869, section 3.1). */
const SALT_BYTES = 32;

/**
 * The salt of the key that signs validators' session tokens: random, made once per database. Executors know the
 * shared secret but not the salt.
 */
export async function sessionSalt(database: Database): Promise<Buffer> {
  return await database.writer.transaction(async (transaction) => {
    const name = "session-salt";
    await transaction("settings")
      .insert({ name, value: randomBytes(SALT_BYTES) })
      .onConflict("name")
      .ignore();
    const row = await transaction("settings").where({ name }).first();
    if (row === undefined) throw new Error("the session salt was not stored");
    return row.value;
  });
}
