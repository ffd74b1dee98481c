import { basename, dirname } from "node:path";
import { Secret } from "@headframe/kit";
import { WalletError } from "./errors.js";
import type { WalletFile } from "./wallet-paths.js";

/**
 * Name of the variable in which btcli keeps the password of the key file at `path` (absolute):
 * `BT_PW__HOME_MINER__BITTENSOR_WALLETS_DEFAULT_COLDKEY`.
 */
export function passwordVariable(path: string): string {
  return `BT_PW_${path.replace(/[/.]/g, "_").toUpperCase()}`;
}

/**
 * Name of the variable that early builds of btcli read for a wallet's coldkey: `BT_COLD_PW_MY_WALLET`. They knew none for
 * other files.
 */
function earlyPasswordVariable({ path, kind }: WalletFile): string | undefined {
  if (kind !== "coldkey") return undefined;
  return `BT_COLD_PW_${basename(dirname(path)).replaceAll("-", "_").toUpperCase()}`;
}

/**
 * The password that `env` has for a key file; `undefined` when there is none. btcli stores the base64 of the password,
 * XORed with the variable's name: that hides it from a glance, not from anybody who wants it. Its early builds had it as
 * it is. Throws `wallet/invalid-password-variable`.
 */
export function passwordFromEnvironment(
  file: WalletFile,
  env: Readonly<Record<string, string | undefined>>,
): Secret | undefined {
  const variable = passwordVariable(file.path);
  const stored = env[variable];
  if (stored !== undefined && stored !== "") return readStored(file.path, variable, stored);
  const earlyVariable = earlyPasswordVariable(file);
  const early = earlyVariable === undefined ? undefined : env[earlyVariable];
  return early === undefined || early === "" ? undefined : new Secret(early);
}

function readStored(path: string, variable: string, stored: string): Secret {
  const bytes = Buffer.from(stored, "base64");
  const password = mask(bytes, variable).toString("utf8");
  const isIntact = bytes.length > 0 && storedPassword(path, new Secret(password)) === stored.trim();
  if (isIntact) return new Secret(password);
  throw new WalletError(
    { code: "wallet/invalid-password-variable", variable },
    `${variable} holds no password as btcli stores it`,
    { hint: "let btcli set it (save_password_to_env), or unset it and name a file with the password" },
  );
}

/** The text that btcli would put into the variable for the key file at `path`. */
export function storedPassword(path: string, password: Secret): string {
  return mask(Buffer.from(password.reveal(), "utf8"), passwordVariable(path)).toString("base64");
}

function mask(bytes: Buffer, variable: string): Buffer {
  const key = Buffer.from(variable, "utf8");
  return Buffer.from(bytes.map((byte, at) => byte ^ (key[at % key.length] ?? 0)));
}
