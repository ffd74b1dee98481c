import type { Logger } from "@headframe/kit";
import {
  CertificateFiles,
  CertificateWatch,
  channelCredentials,
  type GrpcChannelOptions,
  type GrpcServerOptions,
  serverCredentials,
} from "@headframe/protocol";

interface Certificates<Credentials> {
  readonly credentials: Credentials;
  /** Keeps them up to date. */
  readonly watch: CertificateWatch;
}

/** Those of the gRPC server. */
export type ServerCertificates = Certificates<NonNullable<GrpcServerOptions["credentials"]>>;

/** Those of the channel to the miner. */
export type ClientCertificates = Certificates<NonNullable<GrpcChannelOptions["credentials"]>>;

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
): Promise<ServerCertificates> {
  const files = await load({ ...tls, ca_file: tls.client_ca_file }, logger);
  const credentials = serverCredentials(files, { requireClientCert: tls.client_ca_file !== undefined });
  return { credentials, watch: new CertificateWatch(files) };
}

/**
 * What this executor shows to its miner.
 *
 * @throws {TlsError} naming the file that cannot be used.
 */
export async function loadClientCertificates(tls: TlsPaths, logger: Logger): Promise<ClientCertificates> {
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
