import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { writeFileAtomic } from "@headframe/kit";
import { WalletError } from "./errors.js";

/** How a key file is written. */
export interface WriteKeyFileOptions {
  /** Replace a file that is there. Default: refuse. */
  readonly force?: boolean | undefined;
}

/**
 * Writes a key file that nobody but its owner could ever read: mode 0600 from the first moment, folders 0700. Throws
 * `wallet/exists` unless `force` is given, or `wallet/unwritable`.
 */
export async function writeKeyFile(
  path: string,
  contents: string | Uint8Array,
  { force = false }: WriteKeyFileOptions = {},
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(path, error);
  }
  try {
    await (force ? writeFileAtomic(path, contents) : create(path, contents));
  } catch (error) {
    throw systemCode(error) === "EEXIST" ? alreadyThere(path, error) : unwritable(path, error);
  }
}

async function create(path: string, contents: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await fill(file, contents);
  } catch (error) {
    await rm(path, { force: true }); // Half a key is worse than none.
    throw error;
  }
}

async function fill(file: FileHandle, contents: string | Uint8Array): Promise<void> {
  try {
    await file.writeFile(contents);
    await file.sync();
  } finally {
    await file.close();
  }
}

function alreadyThere(path: string, cause: unknown): WalletError {
  return new WalletError({ code: "wallet/exists", path }, `${path} exists already`, {
    cause,
    hint: "choose another name; --force replaces the key, and whatever belongs to it is lost without a backup",
  });
}

function unwritable(path: string, cause: unknown): WalletError {
  return new WalletError(
    { code: "wallet/unwritable", path },
    `cannot write ${path} (${systemCode(cause) ?? "unknown reason"})`,
    { cause, hint: "check that the folder of the wallet belongs to this user and that there is room" },
  );
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
