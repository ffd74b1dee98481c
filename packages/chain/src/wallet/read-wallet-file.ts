import { open, type FileHandle } from "node:fs/promises";
import type { Logger } from "@headframe/kit";
import { WalletError } from "./errors.js";
import type { WalletFile } from "./wallet-paths.js";

/** Far above the largest keyfile (an encrypted one has about 700 bytes). */
const MAX_FILE_BYTES = 64 * 1024;

/** What to do when the file is not there. */
const CREATE_HINTS = {
  hotkey:
    "check wallet_name and hotkey_name, or create the key: `miner wallet new-hotkey`, or btcli wallet new_hotkey --wallet.name NAME --wallet.hotkey HOTKEY",
  hotkeypub: "wallets of before btwallet 3.1 have no such file; it is not needed",
  coldkey:
    "the coldkey belongs on another machine: register from there (btcli subnet register), or copy it here for as long as it takes",
  coldkeypub: "copy coldkeypub.txt from the machine that holds the coldkey; it holds no secret",
} satisfies Record<WalletFile["kind"], string>;

/** Any permission for group or others. */
const NOT_OWNER = 0o077;

/** Reads a whole wallet file. Warns when a secret one can be read or written by anyone but its owner. */
export async function readWalletFile({ path, kind }: WalletFile, logger: Logger): Promise<Buffer> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw openFailure({ path, kind }, error);
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) {
      throw new WalletError(
        { code: "wallet/unreadable", path },
        `Failed to load ${kind}: ${path} is not a file`,
        {
          hint: "hotkey_name is the name of a file in the wallet's hotkeys folder",
        },
      );
    }
    const mode = stats.mode & 0o777;
    if ((kind === "hotkey" || kind === "coldkey") && (mode & NOT_OWNER) !== 0) {
      logger.warn(
        { path, mode: mode.toString(8).padStart(4, "0"), remedy: `chmod 600 '${path}'` },
        "key file is open to other users of this machine",
      );
    }
    if (stats.size > MAX_FILE_BYTES) {
      throw new WalletError(
        { code: "wallet/invalid-format", path },
        `Failed to load ${kind}: Invalid format: ${path} has ${stats.size} bytes, which no key file has`,
        { hint: "check wallet_name and hotkey_name" },
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function openFailure({ path, kind }: WalletFile, cause: unknown): WalletError {
  const systemCode = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (systemCode === "ENOENT" || systemCode === "ENOTDIR") {
    return new WalletError(
      { code: "wallet/not-found", path },
      `Failed to load ${kind}: there is no file ${path}`,
      {
        cause,
        hint: CREATE_HINTS[kind],
      },
    );
  }
  return new WalletError(
    { code: "wallet/unreadable", path },
    `Failed to load ${kind}: ${path} cannot be read (${typeof systemCode === "string" ? systemCode : "unknown reason"})`,
    { cause, hint: "verify that file permissions allow the user of this process to read it" },
  );
}
