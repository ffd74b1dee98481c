import {
  decodeAddress,
  generateMnemonic,
  hotkeyFile,
  keypairFromSecret,
  type KeyfileSecret,
  readSecret,
  type SignatureScheme,
  WalletError,
  writeHotkey,
} from "@headframe/chain";
import { errorMessage, readSecretFile } from "@headframe/kit";
import { type Command, Option } from "@headframe/kit/cli";
import { noticesTo } from "../terminal/notices.js";
import { newPassword } from "../terminal/password.js";
import {
  hotkeyLocation,
  hotkeyOption,
  jsonOption,
  passwordFileOption,
  schemeOption,
  type WalletCommandParts,
  walletNameOption,
  type WalletOptions,
  walletPathOption,
} from "./wallet-options.js";

interface WriteOptions extends WalletOptions {
  readonly scheme: SignatureScheme;
  readonly encrypt?: boolean | undefined;
  readonly passwordFile?: string | undefined;
  readonly force?: boolean | undefined;
  readonly json?: boolean | undefined;
}

const encryptOption = () => new Option("--encrypt", "protect the file with a password");
const forceOption = () =>
  new Option("--force", "replace a hotkey that is there; without a backup it is lost");

/** `miner wallet new-hotkey | regen`: hotkeys that btcli reads back. */
export function addKeyCommands(wallet: Command, parts: WalletCommandParts): void {
  wallet
    .command("new-hotkey")
    .description("make a hotkey; its seed phrase is in the file, which is the backup to keep")
    .addOption(walletPathOption())
    .addOption(walletNameOption())
    .addOption(hotkeyOption())
    .addOption(schemeOption())
    .addOption(encryptOption())
    .addOption(passwordFileOption())
    .addOption(forceOption())
    .addOption(jsonOption())
    .action((options) => write(parts, options, { kind: "phrase", phrase: generateMnemonic() }));
  wallet
    .command("regen")
    .description("write a hotkey again from its seed phrase, seed or private key")
    .addOption(walletPathOption())
    .addOption(walletNameOption())
    .addOption(hotkeyOption())
    .addOption(schemeOption())
    .option("--secret-file <file>", "file that holds the secret (default: asked for, without an echo)")
    .option("--address <ss58>", "refuse a secret that does not belong to this address")
    .addOption(encryptOption())
    .addOption(passwordFileOption())
    .addOption(forceOption())
    .addOption(jsonOption())
    .action(async ({ secretFile, address, ...options }) => {
      if (address !== undefined) decodeAddress(address); // Says what is wrong with it, if it is none.
      const secret = readSecret(await secretText(parts, secretFile));
      assertBelongs(secret, options.scheme, { address, path: hotkeyFile(hotkeyLocation(parts, options)) });
      await write(parts, options, secret);
    });
}

async function write(
  parts: WalletCommandParts,
  { scheme, encrypt, passwordFile, force, json, ...options }: WriteOptions,
  secret: KeyfileSecret,
): Promise<void> {
  const { context } = parts;
  const location = hotkeyLocation(parts, options);
  const isEncrypted = encrypt === true || passwordFile !== undefined;
  const password = isEncrypted ? await newPassword({ ...parts, file: passwordFile }) : undefined;
  if (password !== undefined) noticesTo(context).info({}, "encrypting the key file; made slow on purpose");
  const { ss58 } = await writeHotkey(location, { secret, scheme, password, force, signal: context.signal });
  const path = hotkeyFile(location);
  context.stdout.write(
    json === true
      ? `${JSON.stringify({ name: location.hotkeyName, path, ss58, scheme, encrypted: isEncrypted }, undefined, 2)}\n`
      : `${ss58}\nwritten to ${path}; keep a copy of it where nobody else can read it\n`,
  );
}

async function secretText({ context, terminal }: WalletCommandParts, file?: string): Promise<string> {
  if (file !== undefined) {
    const onWarning = (warning: string) => void context.stderr.write(`warning: ${warning}\n`);
    return readSecretFile(file, { onWarning }).reveal();
  }
  return terminal.ask({
    text: "Seed phrase, seed or private key (not shown): ",
    instead: "--secret-file",
    isSecret: true,
    signal: context.signal,
  });
}

function assertBelongs(
  secret: KeyfileSecret,
  scheme: SignatureScheme,
  { address, path }: { readonly address: string | undefined; readonly path: string },
): void {
  const ss58 = addressOf(secret, scheme);
  if (address === undefined || ss58 === address) return;
  throw new WalletError(
    { code: "wallet/address-mismatch", path, expected: address },
    `the secret belongs to ${ss58}, not to ${address}`,
    { hint: "nothing was written; check the words, their order, and --scheme" },
  );
}

function addressOf(secret: KeyfileSecret, scheme: SignatureScheme): string {
  try {
    return keypairFromSecret(secret, scheme).ss58;
  } catch (cause) {
    throw new WalletError(
      { code: "wallet/invalid-secret" },
      `that is no secret of an ${scheme} key: ${errorMessage(cause)}`,
      { cause, hint: "check --scheme: an sr25519 private key has 64 bytes, an ed25519 one 32" },
    );
  }
}
