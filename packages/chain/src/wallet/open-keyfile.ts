import { silentLogger, type Logger, type Secret } from "@headframe/kit";
import { openAnsibleVault } from "./ansible-vault.js";
import { WalletError, type KeyfileEncryption } from "./errors.js";
import { openFernet } from "./fernet.js";
import { parseKeyfile, type Keyfile } from "./keyfile.js";
import { openNacl } from "./nacl-box.js";
import { passwordVariable } from "./password-variable.js";
import { readWalletFile } from "./read-wallet-file.js";
import type { WalletFile } from "./wallet-paths.js";

/** Gives the password of an encrypted key file, or `undefined` when it has none to give. */
export type PasswordSource = (file: WalletFile) => Promise<Secret | undefined>;

/** What a key file is opened with. */
export interface KeyfileParts {
  readonly logger?: Logger;
  /** Asked only when the file is encrypted. */
  readonly password?: PasswordSource | undefined;
  /** Ends the work on an encrypted file early. */
  readonly signal?: AbortSignal | undefined;
}

const PREFIXES: readonly (readonly [prefix: string, encryption: KeyfileEncryption])[] = [
  ["$NACL", "nacl"],
  ["$ANSIBLE_VAULT", "ansible-vault"],
  ["gAAAAA", "fernet"],
];

/** How a key file is encrypted; `undefined` when it is not. */
export function encryptionOf(contents: Buffer): KeyfileEncryption | undefined {
  return PREFIXES.find(([prefix]) => contents.subarray(0, prefix.length).toString("latin1") === prefix)?.[1];
}

/**
 * Reads a key file of any form that btcli has written, decrypting it where needed. Throws {@link WalletError}, never
 * with a word of the file's contents.
 */
export async function openKeyfile(file: WalletFile, parts: KeyfileParts = {}): Promise<Keyfile> {
  const { logger = silentLogger, password, signal } = parts;
  const contents = await readWalletFile(file, logger);
  const encryption = encryptionOf(contents);
  if (encryption === undefined) return parseKeyfile(contents, file);
  const secret = await password?.(file);
  if (secret === undefined) throw passwordMissing(file, encryption);
  logger.info({ path: file.path, encryption }, "decrypting the key file; made slow on purpose");
  const plain = await decrypt(contents, encryption, secret, signal);
  signal?.throwIfAborted();
  if (!plain) throw wrongPassword(file, encryption);
  return parseKeyfile(plain, file);
}

function decrypt(
  contents: Buffer,
  encryption: KeyfileEncryption,
  password: Secret,
  signal: AbortSignal | undefined,
): Promise<Buffer | undefined> {
  switch (encryption) {
    case "nacl":
      return openNacl(contents, password, { signal });
    case "ansible-vault":
      return openAnsibleVault(contents, password);
    case "fernet":
      return openFernet(contents, password);
  }
}

function passwordMissing(file: WalletFile, encryption: KeyfileEncryption): WalletError {
  return new WalletError(
    { code: "wallet/encrypted", path: file.path, encryption },
    `Failed to load ${file.kind}: ${file.path} is encrypted (${encryption}), and there is no password for it`,
    {
      hint: `set ${passwordVariable(file.path)} as btcli does; the miner also takes a file (bittensor.hotkey_password_file, --password-file) or asks in a terminal`,
    },
  );
}

function wrongPassword(file: WalletFile, encryption: KeyfileEncryption): WalletError {
  return new WalletError(
    { code: "wallet/wrong-password", path: file.path, encryption },
    `Failed to load ${file.kind}: the password does not open ${file.path}`,
    {
      hint: "give the password that btcli asks for; if it is right, the file is damaged: restore it from a backup",
    },
  );
}
