import type { Logger, Service } from "@headframe/kit";
import {
  CertificateFiles,
  channelCredentials,
  type GrpcChannelOptions,
  type GrpcServerOptions,
  serverCredentials,
} from "@headframe/protocol";

/** Certificates are renewed hours before they end; a minute is soon enough. */
const RELOAD_INTERVAL_MS = 60_000;

/** Picks up rotated certificates while the executor runs. */
export class CertificateWatch implements Service {
  readonly name = "certificates";
  readonly #files: CertificateFiles;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(files: CertificateFiles) {
    this.#files = files;
  }

  async start(): Promise<void> {
    this.#running = this.#files.watch({ intervalMs: RELOAD_INTERVAL_MS, signal: this.#stopping.signal });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }
}

interface Certificates<Credentials> {
  readonly credentials: Credentials;
  readonly watch: CertificateWatch;
}

/**
 * What the gRPC server shows, and whom it asks for a certificate.
 *
 * @throws {TlsError} naming the file that cannot be used.
 */
export async function loadServerCertificates(
  tls: {
    readonly cert_file: string;
    readonly key_file: string;
    readonly client_ca_file?: string | undefined;
  },
  logger: Logger,
): Promise<Certificates<NonNullable<GrpcServerOptions["credentials"]>>> {
  const files = await load({ ...tls, ca_file: tls.client_ca_file }, logger);
  const credentials = serverCredentials(files, { requireClientCert: tls.client_ca_file !== undefined });
  return { credentials, watch: new CertificateWatch(files) };
}

/**
 * What this executor shows to its miner.
 *
 * @throws {TlsError} naming the file that cannot be used.
 */
export async function loadClientCertificates(
  tls: TlsPaths,
  logger: Logger,
): Promise<Certificates<NonNullable<GrpcChannelOptions["credentials"]>>> {
  const files = await load(tls, logger);
  return { credentials: channelCredentials(files), watch: new CertificateWatch(files) };
}

interface TlsPaths {
  readonly cert_file: string;
  readonly key_file: string;
  readonly ca_file?: string | undefined;
}

function load({ cert_file, key_file, ca_file }: TlsPaths, logger: Logger): Promise<CertificateFiles> {
  return CertificateFiles.load(
    { certFile: cert_file, keyFile: key_file, ...(ca_file !== undefined && { caFile: ca_file }) },
    { logger },
  );
}
