import { AppError } from "@headframe/kit";

/** Why a wallet file could not be used. `path` is the file. No detail ever holds any of its contents. */
export type WalletFailure =
  | { readonly code: "wallet/not-found"; readonly path: string }
  | { readonly code: "wallet/unreadable"; readonly path: string }
  | { readonly code: "wallet/unwritable"; readonly path: string }
  | { readonly code: "wallet/exists"; readonly path: string }
  | { readonly code: "wallet/invalid-format"; readonly path: string }
  | { readonly code: "wallet/encrypted"; readonly path: string; readonly encryption: KeyfileEncryption }
  | { readonly code: "wallet/wrong-password"; readonly path: string; readonly encryption: KeyfileEncryption }
  | { readonly code: "wallet/invalid-password-variable"; readonly variable: string }
  | { readonly code: "wallet/out-of-memory"; readonly neededMiB: number }
  | { readonly code: "wallet/unsupported-account"; readonly path: string }
  | { readonly code: "wallet/public-only"; readonly path: string }
  | { readonly code: "wallet/address-mismatch"; readonly path: string; readonly expected: string }
  | { readonly code: "wallet/invalid-secret" }
  | { readonly code: "wallet/invalid-name"; readonly name: string };

/** How an encrypted keyfile is encrypted, told by its first bytes. */
export type KeyfileEncryption = "nacl" | "ansible-vault" | "fernet";

/** An expected failure to load or to write a wallet file. */
export class WalletError extends AppError<WalletFailure> {}
