import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage, writeFileAtomic } from "@headframe/kit";
import { z } from "zod";
import type { Adoption, Identity } from "./identity.js";
import { StateError } from "./errors.js";

const IDENTITY_FILE = "identity.json";
const FILE_MODE = 0o600;

const hex32 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits")
  .transform((text) => new Uint8Array(Buffer.from(text, "hex")));

const fileSchema = z.strictObject({
  version: z.literal(1),
  installationId: z.uuid(),
  adoption: z
    .strictObject({
      executorId: z.uuid(),
      minerHotkey: hex32,
      minerScheme: z.enum(["sr25519", "ed25519"]),
      genesisHash: hex32,
    })
    .optional(),
});

/** Reads and writes who this executor is. The caller holds the data directory's lock. */
export class IdentityStore {
  readonly #path: string;
  #identity: Identity;

  private constructor(path: string, identity: Identity) {
    this.#path = path;
    this.#identity = identity;
  }

  /**
   * Opens the identity in `dataDir`; makes and stores one only where there is none.
   *
   * @throws {StateError} `state/identity-corrupt`: an unreadable identity is never replaced by a new one.
   */
  static async open(dataDir: string, newUuid: () => string): Promise<IdentityStore> {
    const path = join(dataDir, IDENTITY_FILE);
    const found = await readIdentity(path);
    if (found !== undefined) return new IdentityStore(path, found);
    const store = new IdentityStore(path, { installationId: newUuid(), adoption: undefined });
    await store.#write(store.#identity);
    return store;
  }

  /** Removes the identity in `dataDir`, readable or not. */
  static async remove(dataDir: string): Promise<void> {
    await rm(join(dataDir, IDENTITY_FILE), { force: true });
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** Stores `adoption`, replacing what was there. Durable once resolved. */
  async setAdoption(adoption: Adoption | undefined): Promise<void> {
    const next = { ...this.#identity, adoption };
    await this.#write(next);
    this.#identity = next;
  }

  async #write(identity: Identity): Promise<void> {
    const { adoption, installationId } = identity;
    const file = {
      version: 1,
      installationId,
      ...(adoption && {
        adoption: {
          executorId: adoption.executorId,
          minerHotkey: Buffer.from(adoption.minerHotkey).toString("hex"),
          minerScheme: adoption.minerScheme,
          genesisHash: Buffer.from(adoption.genesisHash).toString("hex"),
        },
      }),
    };
    await writeFileAtomic(this.#path, `${JSON.stringify(file, null, 2)}\n`, { mode: FILE_MODE });
  }
}

/**
 * The identity in `dataDir`, or `undefined` where there is none yet.
 *
 * @throws {StateError} `state/identity-corrupt`
 */
export function loadIdentity(dataDir: string): Promise<Identity | undefined> {
  return readIdentity(join(dataDir, IDENTITY_FILE));
}

async function readIdentity(path: string): Promise<Identity | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw corrupt(path, errorMessage(error), error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw corrupt(path, "it is not JSON", error);
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) throw corrupt(path, z.prettifyError(parsed.error), parsed.error);
  return { installationId: parsed.data.installationId, adoption: parsed.data.adoption };
}

function corrupt(path: string, why: string, cause: unknown): StateError {
  return new StateError(
    { code: "state/identity-corrupt", path },
    `cannot read the identity of this executor in ${path}: ${why}`,
    {
      cause,
      hint: "restore the file from a backup, or give this box a new identity with `executor identity reset --all`",
    },
  );
}
