import type { Keypair } from "../keys/keypair.js";
import { keypairOfKeyfile } from "./keypair-of-keyfile.js";
import { openKeyfile, type KeyfileParts } from "./open-keyfile.js";
import { coldkeyFile, type WalletFile, type WalletLocation } from "./wallet-paths.js";

/**
 * Loads a wallet's coldkey, which can spend everything it owns: for a command that a person gave, never for a
 * process that stays. Throws `WalletError`.
 */
export async function loadColdkey(location: WalletLocation, parts: KeyfileParts = {}): Promise<Keypair> {
  const file: WalletFile = { path: coldkeyFile(location), kind: "coldkey" };
  return keypairOfKeyfile(await openKeyfile(file, parts), file);
}
