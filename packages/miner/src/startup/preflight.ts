import { type Chain, type KeyfileParts, type Keypair, loadHotkey } from "@headframe/chain";
import { checkAll, checkPortFree, type Logger } from "@headframe/kit";
import { CertificateFiles } from "@headframe/protocol";
import { listenersOf } from "../config/listeners.js";
import type { MinerConfig } from "../config/schema.js";
import { databaseFile } from "../config/values.js";
import { checkDatabaseFile } from "../db/database-file.js";

/** What is needed of the machine and the chain, loaded. */
export interface Preflight {
  /** For the caller to close. */
  readonly chain: Chain;
  readonly hotkey: Keypair;
  /** `undefined` without mutual TLS. */
  readonly certificates: CertificateFiles | undefined;
}

export interface PreflightParts extends KeyfileParts {
  readonly logger: Logger;
  readonly connect: () => Promise<Chain>;
}

/** Looks at everything that the configuration needs, the chain too, and reports all that is missing at once. */
export async function preflight(
  config: MinerConfig,
  { logger, password, signal, connect }: PreflightParts,
): Promise<Preflight> {
  const { wallet_path: walletPath, wallet_name: walletName, hotkey_name: hotkeyName } = config.bittensor;
  const connecting = connect();
  try {
    const [hotkey, certificates, chain] = await checkAll(
      "the miner",
      () => loadHotkey({ walletPath, walletName, hotkeyName }, { logger, password, signal }),
      () => loadCertificates(config, logger),
      () => connecting,
      () => checkDatabaseFile(databaseFile(config.database.url)),
      ...listenersOf(config).map((listener) => () => checkPortFree(listener)),
    );
    return { hotkey, certificates, chain };
  } catch (error) {
    await connecting.then(
      (chain) => chain.close(),
      () => undefined, // Reported with the rest.
    );
    throw error;
  }
}

async function loadCertificates(
  { security }: MinerConfig,
  logger: Logger,
): Promise<CertificateFiles | undefined> {
  const { cert_path: certFile, key_path: keyFile, ca_cert_path: caFile } = security;
  if (!security.enable_mtls || certFile === undefined || keyFile === undefined || caFile === undefined) {
    return undefined;
  }
  return await CertificateFiles.load({ certFile, keyFile, caFile }, { logger });
}
