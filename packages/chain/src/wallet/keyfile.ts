import { isMnemonic } from "../keys/derive.js";
import type { SignatureScheme } from "../keys/scheme.js";
import { WalletError } from "./errors.js";
import type { WalletFile } from "./wallet-paths.js";

/** The secret that a key file holds, before anything is derived from it. */
export type KeyfileSecret =
  | { readonly kind: "phrase"; readonly phrase: string }
  | { readonly kind: "seed"; readonly seed: Uint8Array }
  | { readonly kind: "private-key"; readonly privateKey: Uint8Array };

/** What a key file says. Absent fields were absent there. */
export interface Keyfile {
  /** Absent in a file that holds the public half only. */
  readonly secret?: KeyfileSecret;
  readonly scheme?: SignatureScheme;
  readonly ss58Address?: string;
  /** 32 bytes. */
  readonly publicKey?: Uint8Array;
}

/**
 * Reads any plain form that btcli has written over the years: JSON with `secretPhrase`, `secretSeed` or
 * `privateKey`; a bare phrase; a bare seed (64 hex digits); a bare private key (128 hex digits).
 *
 * Throws `wallet/unsupported-account` or `wallet/invalid-format`, never with a word of the file's contents.
 */
export function parseKeyfile(contents: Buffer, file: WalletFile): Keyfile {
  const text = contents.toString("utf8").trim();
  if (text.startsWith("{")) return parseJson(text, file);
  const bytes = hexBytes(text);
  if (bytes?.length === 32) return { secret: { kind: "seed", seed: bytes } };
  if (bytes?.length === 64) return { secret: { kind: "private-key", privateKey: bytes } };
  const phrase = normalisedPhrase(text);
  if (isMnemonic(phrase)) return { secret: { kind: "phrase", phrase } };
  throw invalidFormat(file, "it is neither JSON, nor a seed phrase, nor a hexadecimal key");
}

function parseJson(text: string, file: WalletFile): Keyfile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the file, and the file holds a secret: it is not passed on.
    throw invalidFormat(file, "it begins like JSON and is not");
  }
  if (typeof json !== "object" || json === null) throw invalidFormat(file, "it holds no JSON object");
  const fields = new Map<string, unknown>(Object.entries(json));
  if (fields.has("encoded") && fields.has("encoding")) {
    throw invalidFormat(file, "it is an export of the polkadot-js extension, not a wallet of btcli");
  }
  refuseOtherAccounts(fields, file);

  const scheme = readScheme(fields, file);
  const ss58Address = textOf(fields, "ss58Address") ?? textOf(fields, " ss58Address");
  const publicKey = readHex(fields, ["publicKey", "accountId"], [32], file);
  const secret = readSecret(fields, file);
  return {
    ...(secret && { secret }),
    ...(scheme && { scheme }),
    ...(ss58Address !== undefined && { ss58Address }),
    ...(publicKey && { publicKey }),
  };
}

/** The order of the Rust wallets: phrase, seed, private key. All that are present describe one key. */
function readSecret(fields: ReadonlyMap<string, unknown>, file: WalletFile): KeyfileSecret | undefined {
  const written = textOf(fields, "secretPhrase");
  if (written !== undefined) {
    const phrase = normalisedPhrase(written);
    if (!isMnemonic(phrase)) {
      throw invalidFormat(file, "its secretPhrase is no seed phrase: a word or their order is wrong");
    }
    return { kind: "phrase", phrase };
  }
  const seed = readHex(fields, ["secretSeed"], [32], file);
  if (seed) return { kind: "seed", seed };
  const privateKey = readHex(fields, ["privateKey"], [32, 64], file);
  return privateKey && { kind: "private-key", privateKey };
}

function refuseOtherAccounts(fields: ReadonlyMap<string, unknown>, file: WalletFile): void {
  const accountType = textOf(fields, "accountType");
  const isHashed = accountType === "hashed" || textOf(fields, "hashedDescriptor") !== undefined;
  if (isHashed || accountType === "multisig") {
    throw new WalletError(
      { code: "wallet/unsupported-account", path: file.path },
      `Failed to load ${file.kind}: ${file.path} is a ${isHashed ? "hashed" : "multisig"} account, which has no key of its own to sign with`,
      {
        hint: "use an sr25519 or ed25519 key; a hotkey is made by `miner wallet new-hotkey` or btcli wallet new_hotkey",
      },
    );
  }
}

function readScheme(fields: ReadonlyMap<string, unknown>, file: WalletFile): SignatureScheme | undefined {
  const cryptoType = fields.get("cryptoType");
  if (cryptoType === undefined || cryptoType === null) return undefined;
  if (cryptoType === 0 || cryptoType === "0") return "ed25519";
  if (cryptoType === 1 || cryptoType === "1") return "sr25519";
  throw invalidFormat(file, "its cryptoType is neither 0 (ed25519) nor 1 (sr25519)");
}

function readHex(
  fields: ReadonlyMap<string, unknown>,
  names: readonly string[],
  lengths: readonly number[],
  file: WalletFile,
): Uint8Array | undefined {
  for (const name of names) {
    const written = textOf(fields, name);
    if (written === undefined) continue;
    const bytes = hexBytes(written);
    if (bytes && lengths.includes(bytes.length)) return bytes;
    throw invalidFormat(
      file,
      `its ${name} is not 0x and ${lengths.map((n) => n * 2).join(" or ")} hex digits`,
    );
  }
  return undefined;
}

/** A field's text; absent, null, empty and of another type are all "not there": wallets write each of these. */
function textOf(fields: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = fields.get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function normalisedPhrase(text: string): string {
  return text.trim().split(/\s+/).join(" ");
}

function hexBytes(text: string): Uint8Array | undefined {
  const match = /^(?:0x)?((?:[0-9a-f]{2})+)$/i.exec(text);
  return match?.[1] === undefined ? undefined : Uint8Array.from(Buffer.from(match[1], "hex"));
}

/** `wallet/invalid-format` in the wording that the provider's guide explains. */
export function invalidFormat(file: WalletFile, reason: string, cause?: unknown): WalletError {
  return new WalletError(
    { code: "wallet/invalid-format", path: file.path },
    `Failed to load ${file.kind}: Invalid format: ${file.path}: ${reason}`,
    { cause, hint: "use the file as btcli wrote it: JSON with a secretPhrase field, or a raw seed phrase" },
  );
}
