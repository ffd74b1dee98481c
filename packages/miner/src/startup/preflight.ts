import { access, constants } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { type Chain, type KeyfileParts, type Keypair, loadHotkey } from "@headframe/chain";
import { errorMessage, type Logger, type ListenTarget, toListenError } from "@headframe/kit";
import { CertificateFiles } from "@headframe/protocol";
import type { MinerConfig } from "../config/schema.js";
import { databaseFile } from "../config/values.js";
import { DatabaseError } from "../db/errors.js";
import { ensurePrivateDirectory } from "../db/private-file.js";
import { checkAll } from "./check-all.js";

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
      () => loadHotkey({ walletPath, walletName, hotkeyName }, { logger, password, signal }),
      () => loadCertificates(config, logger),
      () => connecting,
      () => checkDatabaseDirectory(databaseFile(config.database.url)),
      ...listeners(config).map((listener) => () => checkPortFree(listener)),
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

async function checkDatabaseDirectory(file: string): Promise<void> {
  const directory = dirname(file);
  try {
    await ensurePrivateDirectory(directory);
    await access(directory, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new DatabaseError(
      { code: "database/unable-to-open", file },
      `unable to open database file ${file}: ${errorMessage(cause)}`,
      { hint: `this user must be able to write ${directory}`, cause },
    );
  }
}

function listeners({ bittensor, server, api, metrics }: MinerConfig): readonly ListenTarget[] {
  return [
    {
      what: "the axon",
      host: bittensor.axon_host,
      port: bittensor.axon_port,
      portKey: "bittensor.axon_port",
    },
    { what: "the enrolment server", host: server.host, port: server.port, portKey: "server.port" },
    { what: "the HTTP API", host: api.host, port: api.port, portKey: "api.port" },
    ...(metrics.enabled && metrics.prometheus.enabled
      ? [
          {
            what: "the metrics server",
            host: metrics.prometheus.host,
            port: metrics.prometheus.port,
            portKey: "metrics.prometheus.port",
          },
        ]
      : []),
  ];
}

/** Takes the port and gives it back: the servers take it in earnest later, and report if somebody was faster. */
async function checkPortFree(target: ListenTarget): Promise<void> {
  if (target.port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject);
      probe.listen({ host: target.host, port: target.port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw toListenError(error, target);
  } finally {
    if (probe.listening) await new Promise<void>((resolve) => probe.close(() => resolve()));
  }
}
