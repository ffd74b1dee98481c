import { randomBytes } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Keypair, keypairFromSeed } from "@headframe/chain";
import { errorMessage } from "@headframe/kit";
import { ensurePrivateDirectory } from "../state/data-dir.js";
import { AttestationError } from "./errors.js";

const KEY_FILE = "attestation.key";
const SEED_BYTES = 32;
/** The scheme stands before the seed: a seed alone may belong to a key of another kind. */
const KEY_TEXT = /^sr25519:([0-9a-f]{64})\n$/;

/**
 * The sr25519 key of this installation that signs its reports; made at first use and kept, so that a reader who knows its
 * public half recognises the installation. No hotkey vouches for it. Never the session key: that one signs proofs, and
 * lives as long as a process.
 *
 * @throws {AttestationError} `attestation/key-unusable`
 */
export async function loadAttestationKey(dataDir: string): Promise<Keypair> {
  await ensurePrivateDirectory(dataDir);
  const path = join(dataDir, KEY_FILE);
  try {
    const text = (await tryCreate(path)) ?? (await readFile(path, "utf8"));
    const seed = KEY_TEXT.exec(text)?.[1];
    if (seed === undefined) throw new Error(`it does not hold sr25519: and ${SEED_BYTES * 2} hex digits`);
    return keypairFromSeed(Buffer.from(seed, "hex"));
  } catch (error) {
    throw new AttestationError(
      { code: "attestation/key-unusable", path },
      `cannot use the key ${path}: ${errorMessage(error)}`,
      {
        cause: error,
        hint: "make the file readable for the executor's user, or remove it: the next report makes a new key",
      },
    );
  }
}

/** Gives the text of a new file; `undefined` when there is a key already. */
async function tryCreate(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, "wx", 0o600);
    try {
      const text = `sr25519:${randomBytes(SEED_BYTES).toString("hex")}\n`;
      await file.writeFile(text);
      await file.sync();
      return text;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
}
