import { errorMessage, silentLogger, type Logger } from "@headframe/kit";
import { keypairFromMnemonic, keypairFromPrivateKey, keypairFromSeed } from "../keys/derive.js";
import type { Keypair } from "../keys/keypair.js";
import type { SignatureScheme } from "../keys/scheme.js";
import { WalletError } from "./errors.js";
import { invalidFormat, parseKeyfile, type Keyfile, type KeyfileSecret } from "./keyfile.js";
import { readWalletFile } from "./read-wallet-file.js";
import { hotkeyFile, type HotkeyLocation, type WalletFile } from "./wallet-paths.js";

/** An ed25519 `privateKey` is its seed. */
const PRIVATE_KEY_BYTES = { sr25519: 64, ed25519: 32 } satisfies Record<SignatureScheme, number>;

/**
 * Loads a hotkey from a wallet as btcli writes it, derives it anew and compares it with the address in the
 * file. Permissions wider than 0600 are a warning. Throws {@link WalletError}.
 */
export async function loadHotkey(
  location: HotkeyLocation,
  { logger = silentLogger }: { readonly logger?: Logger } = {},
): Promise<Keypair> {
  const file: WalletFile = { path: hotkeyFile(location), kind: "hotkey" };
  const contents = await readWalletFile(file, logger);
  return keypairOfKeyfile(parseKeyfile(contents, file), file);
}

function keypairOfKeyfile(keyfile: Keyfile, file: WalletFile): Keypair {
  const { secret } = keyfile;
  const { path } = file;
  if (!secret) {
    throw new WalletError(
      { code: "wallet/public-only", path },
      `Failed to load hotkey: ${path} holds only the public half of a key`,
      { hint: "point hotkey_name at the file with the secret, in the wallet's hotkeys folder" },
    );
  }
  for (const scheme of schemesToTry(keyfile)) {
    const keypair = derive(secret, scheme, file);
    if (keypair && isDeclared(keypair, keyfile)) return keypair;
  }
  const expected = keyfile.ss58Address ?? "the public key in the file";
  throw new WalletError(
    { code: "wallet/address-mismatch", path, expected },
    `Failed to load hotkey: the secret in ${path} does not belong to ${expected}`,
    { hint: "restore the file from a backup, or rebuild it: btcli wallet regen_hotkey" },
  );
}

/** Files from before `cryptoType` may be of either scheme: the address tells, and without one it is sr25519. */
function schemesToTry({ scheme = "sr25519", ss58Address, publicKey }: Keyfile): readonly SignatureScheme[] {
  if (ss58Address === undefined && publicKey === undefined) return [scheme];
  return scheme === "sr25519" ? ["sr25519", "ed25519"] : ["ed25519", "sr25519"];
}

function isDeclared(keypair: Keypair, { ss58Address, publicKey }: Keyfile): boolean {
  if (ss58Address !== undefined && ss58Address !== keypair.ss58) return false;
  return publicKey === undefined || Buffer.compare(publicKey, keypair.publicKey) === 0;
}

/** `undefined` when the secret cannot be one of `scheme`. */
function derive(secret: KeyfileSecret, scheme: SignatureScheme, file: WalletFile): Keypair | undefined {
  if (secret.kind === "phrase") return keypairFromMnemonic(secret.phrase, scheme);
  if (secret.kind === "seed") return keypairFromSeed(secret.seed, scheme);
  if (secret.privateKey.length !== PRIVATE_KEY_BYTES[scheme]) return undefined;
  try {
    return keypairFromPrivateKey(secret.privateKey, scheme);
  } catch (error) {
    throw invalidFormat(file, errorMessage(error), error);
  }
}
